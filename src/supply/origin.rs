use super::linear::solve;

/// Supplies that make no sense.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum OriginError {
    /// Flows that do not match the nodes.
    #[error("{nodes} nodes need {nodes} rows of {nodes} flows; row {row} has {found}")]
    Shape {
        /// Nodes, as production has them.
        nodes: usize,
        /// The first row that does not match, or the number of rows.
        row: usize,
        /// Flows in that row.
        found: usize,
    },
    /// An amount below 0 or not a number.
    #[error(
        "node {node} has an amount of {amount}: amounts are 0 or more and finite; a negative flow is an error of the data"
    )]
    BadAmount {
        /// Which node.
        node: usize,
        /// What it says.
        amount: f64,
    },
    /// A node that is not there.
    #[error("there is no node {node}: there are {nodes}, counted from 0")]
    NoNode {
        /// The node asked for.
        node: usize,
        /// Nodes there are.
        nodes: usize,
    },
    /// Equations without a single solution.
    #[error("the flows go round without a source: their origin cannot be told")]
    NoSolution,
}

/// Production and flows of one mineral between nodes (countries, or countries at a stage), made fit for tracing.
#[derive(Clone, Debug, PartialEq)]
pub struct Flows {
    production: Vec<f64>,
    /// From row to column, without flows of a node to itself.
    flows: Vec<Vec<f64>>,
    /// Nodes that reported more exports than supply; their exports were scaled down.
    scaled: Vec<usize>,
}

/// Where a node's supply comes from in the end.
#[derive(Clone, Debug, PartialEq)]
pub struct Origin {
    /// Tonnes that reach each node: its own production and what it buys.
    pub supply: Vec<f64>,
    /// By node, the share of its supply that each node made. `None` for a node without supply.
    pub origin: Vec<Option<Vec<f64>>>,
    /// By node, the share of its supply that comes straight from each node, its own production included.
    pub direct: Vec<Option<Vec<f64>>>,
    /// By node, the share of its supply that nobody is known to have made.
    pub unknown: Vec<f64>,
    /// Tonnes that stay in each node.
    pub stays: Vec<f64>,
}

/// Rounds of scaling down exports until no node sells more than it has.
const ROUNDS: usize = 1000;

impl Flows {
    /// Checks and mends: flows of a node to itself are dropped, and a node that sells more than it has sells all of it,
    /// to the same buyers in the same parts. [`Flows::scaled`] names such nodes.
    ///
    /// # Errors
    /// [`OriginError::Shape`] and [`OriginError::BadAmount`].
    pub fn new(production: &[f64], flows: &[Vec<f64>]) -> Result<Flows, OriginError> {
        let nodes = production.len();
        if flows.len() != nodes {
            return Err(OriginError::Shape { nodes, row: flows.len(), found: 0 });
        }
        for (node, row) in flows.iter().enumerate() {
            if row.len() != nodes {
                return Err(OriginError::Shape { nodes, row: node, found: row.len() });
            }
            let bad = |amount: &&f64| !(amount.is_finite() && **amount >= 0.0);
            if let Some(amount) = row.iter().chain([&production[node]]).find(bad) {
                return Err(OriginError::BadAmount { node, amount: *amount });
            }
        }
        let mut made = Flows { production: production.to_vec(), flows: flows.to_vec(), scaled: Vec::new() };
        for node in 0..nodes {
            made.flows[node][node] = 0.0;
        }
        for _ in 0..ROUNDS {
            if !made.scale_down() {
                break;
            }
        }
        made.scaled.sort_unstable();
        made.scaled.dedup();
        Ok(made)
    }

    /// Nodes whose reported exports exceeded their supply, so that their flows were scaled down.
    pub fn scaled(&self) -> &[usize] {
        &self.scaled
    }

    /// Own production and purchases of each node.
    pub fn supply(&self) -> Vec<f64> {
        (0..self.production.len())
            .map(|node| self.production[node] + self.flows.iter().map(|row| row[node]).sum::<f64>())
            .collect()
    }

    /// Traces every node's supply to where it was made, taking each node's sales as a fair sample of its supply.
    ///
    /// B = (I − Q)⁻¹ D, with Q the share of each node's supply that comes from each other node and D its own production's.
    ///
    /// - Gives: rows that, with the unknown part, add up to 1.
    /// - Source: T. Kastner, M. Kastner, S. Nonhebel, Ecological Economics 70 (2011) 1032-1040.
    ///
    /// # Errors
    /// [`OriginError::NoSolution`] where rounding leaves the equations without one.
    ///
    /// # Example
    /// ```
    /// use offtake::supply::Flows;
    /// // China, Thailand, Mexico, United States: nothing is sold straight from China to the United States.
    /// let flows = [
    ///     vec![0.0, 200.0, 60.0, 0.0], vec![0.0, 0.0, 0.0, 180.0], vec![0.0, 0.0, 0.0, 50.0], vec![0.0; 4],
    /// ];
    /// let traced = Flows::new(&[1000.0, 5.0, 20.0, 10.0], &flows).unwrap().origin().unwrap();
    /// assert_eq!(traced.direct[3].as_ref().unwrap()[0], 0.0);
    /// assert!((traced.origin[3].as_ref().unwrap()[0] - 0.888).abs() < 1e-3);
    /// ```
    pub fn origin(&self) -> Result<Origin, OriginError> {
        let supply = self.supply();
        let nodes = supply.len();
        let sourced = self.sourced();
        let mut matrix = vec![vec![0.0; nodes]; nodes];
        let mut right = vec![vec![0.0; nodes + 1]; nodes];
        for node in 0..nodes {
            matrix[node][node] = 1.0;
            if supply[node] <= 0.0 {
                continue;
            }
            if !sourced[node] {
                // A ring of re-exporters that nobody feeds: all of it is of unknown origin.
                right[node][nodes] = 1.0;
                continue;
            }
            for (share, row) in matrix[node].iter_mut().zip(&self.flows) {
                *share -= row[node] / supply[node];
            }
            right[node][node] = self.production[node] / supply[node];
        }
        let solved = solve(matrix, right).ok_or(OriginError::NoSolution)?;
        let with_supply = |node: usize, row: Vec<f64>| if supply[node] > 0.0 { Some(row) } else { None };
        let direct = (0..nodes)
            .map(|node| {
                let row = (0..nodes).map(|from| {
                    let own = if from == node { self.production[node] } else { 0.0 };
                    (self.flows[from][node] + own) / supply[node]
                });
                with_supply(node, row.collect())
            })
            .collect();
        let unknown = solved.iter().map(|row| row[nodes]).collect();
        let origin = solved
            .into_iter()
            .enumerate()
            .map(|(node, row)| with_supply(node, row[..nodes].to_vec()))
            .collect();
        let stays =
            (0..nodes).map(|node| (supply[node] - self.flows[node].iter().sum::<f64>()).max(0.0)).collect();
        Ok(Origin { supply, origin, direct, unknown, stays })
    }

    /// The share of each node's supply that passes through one node at any step, wherever it was made.
    ///
    /// - Takes: the node, from 0. - Gives: 0 ..= 1, never less than the share made there; 1 for the node itself. `None`
    ///   for a node without supply.
    ///
    /// # Errors
    /// [`OriginError::NoNode`]; [`OriginError::NoSolution`] where rounding leaves the equations without one.
    pub fn touch(&self, through: usize) -> Result<Vec<Option<f64>>, OriginError> {
        let supply = self.supply();
        let nodes = supply.len();
        if through >= nodes {
            return Err(OriginError::NoNode { node: through, nodes });
        }
        let sourced = self.sourced();
        let mut matrix = vec![vec![0.0; nodes]; nodes];
        let mut right = vec![vec![0.0]; nodes];
        for node in 0..nodes {
            matrix[node][node] = 1.0;
            if node == through {
                right[node][0] = 1.0;
            } else if supply[node] > 0.0 && sourced[node] {
                for (share, row) in matrix[node].iter_mut().zip(&self.flows) {
                    *share -= row[node] / supply[node];
                }
            }
        }
        let solved = solve(matrix, right).ok_or(OriginError::NoSolution)?;
        Ok((0..nodes).map(|node| if supply[node] > 0.0 { Some(solved[node][0]) } else { None }).collect())
    }

    /// One round: every node that sells more than it has is scaled down. Whether any was.
    fn scale_down(&mut self) -> bool {
        let supply = self.supply();
        let mut changed = false;
        for (node, row) in self.flows.iter_mut().enumerate() {
            let sold: f64 = row.iter().sum();
            if sold > supply[node] * (1.0 + 1e-12) {
                row.iter_mut().for_each(|flow| *flow *= supply[node] / sold);
                self.scaled.push(node);
                changed = true;
            }
        }
        changed
    }

    /// Which nodes get something, however indirectly, from a node that makes something.
    fn sourced(&self) -> Vec<bool> {
        let mut reached: Vec<bool> = self.production.iter().map(|made| *made > 0.0).collect();
        let mut open: Vec<usize> = (0..reached.len()).filter(|&node| reached[node]).collect();
        while let Some(from) = open.pop() {
            for (to, flow) in self.flows[from].iter().enumerate() {
                if *flow > 0.0 && !reached[to] {
                    reached[to] = true;
                    open.push(to);
                }
            }
        }
        reached
    }
}

#[cfg(test)]
mod tests {
    use super::{Flows, OriginError};

    #[test]
    fn a_tonne_refined_in_a_country_has_touched_it_though_it_was_mined_elsewhere() {
        // Chinese refining, Australian and Chinese mines, Malaysian refining, Japanese use.
        let flows = [
            vec![0.0, 0.0, 0.0, 0.0, 50.0],
            vec![45.0, 0.0, 0.0, 15.0, 0.0],
            vec![40.0, 0.0, 0.0, 0.0, 0.0],
            vec![0.0, 0.0, 0.0, 0.0, 14.0],
            vec![0.0; 5],
        ];
        let flows = Flows::new(&[0.0, 60.0, 40.0, 0.0, 0.0], &flows).unwrap();
        let touch = flows.touch(0).unwrap();
        assert!((touch[4].unwrap() - 0.78125).abs() < 1e-12);
        let origin = flows.origin().unwrap();
        assert!((origin.origin[4].as_ref().unwrap()[2] - 0.367_647_058_823).abs() < 1e-9);
    }

    #[test]
    fn a_ring_without_a_producer_is_of_unknown_origin() {
        let flows = [vec![0.0, 5.0, 0.0], vec![5.0, 0.0, 0.0], vec![5.0, 0.0, 0.0]];
        let origin = Flows::new(&[0.0, 0.0, 0.0], &flows).unwrap();
        assert_eq!(origin.scaled(), [2], "a seller that has nothing sells nothing");
        let traced = origin.origin().unwrap();
        assert_eq!(traced.unknown, [1.0, 1.0, 0.0]);
        assert_eq!(traced.origin[2], None, "no supply, no origin");
    }

    #[test]
    fn a_negative_flow_is_refused() {
        let bad = Flows::new(&[1.0, 0.0], &[vec![0.0, -1.0], vec![0.0, 0.0]]);
        assert_eq!(bad, Err(OriginError::BadAmount { node: 0, amount: -1.0 }));
    }
}
