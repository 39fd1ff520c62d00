use super::absorption::absorbed;
use super::flows::{Flows, OriginError};

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

/// A node's supply as one other node sees it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Part {
    /// The share that the other node made, or that passed through it.
    pub there: f64,
    /// The share of unknown origin.
    pub unknown: f64,
}

impl Flows {
    /// Traces every node's supply to where it was made, taking each node's sales as a fair sample of its supply.
    ///
    /// B = (I − Q)⁻¹ D, with Q the share of each node's supply that comes from each other node and D its own production's.
    ///
    /// - Gives: rows that, with the unknown part, add up to 1.
    /// - Source: T. Kastner, M. Kastner, S. Nonhebel, Ecological Economics 70 (2011) 1032-1040.
    ///
    /// # Example
    /// ```
    /// use offtake::supply::Flows;
    /// // From: CEPII BACI, HS 2504, and USGS MCS 2026, natural graphite in 2024: China, Mexico, the United States,
    /// // Canada.
    /// let made = [1_270_000.0, 706.0, 0.0, 11_700.0];
    /// let sold = [
    ///     vec![0.0, 288.7, 33_214.4, 3427.0], vec![0.0, 0.0, 6781.0, 548.1], vec![0.0, 3183.3, 0.0, 4545.2],
    ///     vec![0.0, 0.0, 10_486.7, 0.0],
    /// ];
    /// let traced = Flows::new(&made, &sold).unwrap().origin();
    /// // Straight from China Canada has a sixth of its supply; looked through the others, more than a third.
    /// assert!((traced.direct[3].as_ref().unwrap()[0] - 0.171).abs() < 5e-4);
    /// assert!((traced.origin[3].as_ref().unwrap()[0] - 0.373).abs() < 5e-4);
    /// ```
    pub fn origin(&self) -> Origin {
        let supply = self.supply();
        let nodes = supply.len();
        // Goods begin with the few that make any: a column for everybody would be zeros, added up again and again.
        let makers: Vec<usize> = (0..nodes).filter(|node| self.production[*node] > 0.0).collect();
        let mut solved = self.ends(None, makers.len() + 1, |node, ends| {
            if let Ok(place) = makers.binary_search(&node) {
                ends[place] = self.production[node];
            }
            ends[makers.len()] = self.unexplained[node];
        });
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
        let unknown = solved
            .iter_mut()
            .zip(&supply)
            .map(|(row, supply)| row.pop().filter(|_| *supply > 0.0).unwrap_or(0.0))
            .collect();
        let by_node = |row: Vec<f64>| {
            let mut shares = vec![0.0; nodes];
            for (maker, share) in makers.iter().zip(row) {
                shares[*maker] = share;
            }
            shares
        };
        let origin =
            solved.into_iter().enumerate().map(|(node, row)| with_supply(node, by_node(row))).collect();
        let stays =
            (0..nodes).map(|node| (supply[node] - self.flows[node].iter().sum::<f64>()).max(0.0)).collect();
        Origin { supply, origin, direct, unknown, stays }
    }

    /// The share of each node's supply that one node made: a column of [`Flows::origin`], at a fraction of its work.
    ///
    /// # Errors
    /// [`OriginError::NoNode`].
    ///
    /// # Example
    /// ```
    /// use offtake::supply::Flows;
    /// // From: CEPII BACI, HS 2504, and USGS MCS 2026, natural graphite in 2024: China, Mexico, the United States,
    /// // Canada.
    /// let made = [1_270_000.0, 706.0, 0.0, 11_700.0];
    /// let sold = [
    ///     vec![0.0, 288.7, 33_214.4, 3427.0], vec![0.0, 0.0, 6781.0, 548.1], vec![0.0, 3183.3, 0.0, 4545.2],
    ///     vec![0.0, 0.0, 10_486.7, 0.0],
    /// ];
    /// let flows = Flows::new(&made, &sold).unwrap();
    /// let made_in_china = flows.made_in(0).unwrap();
    /// assert!((made_in_china[3].unwrap().there - 0.373).abs() < 5e-4);
    /// assert!(flows.made_in(4).is_err());
    /// ```
    pub fn made_in(&self, place: usize) -> Result<Vec<Option<Part>>, OriginError> {
        self.place(place)?;
        let solved = self.ends(None, 3, |node, ends| {
            ends[if node == place { 0 } else { 1 }] = self.production[node];
            ends[2] = self.unexplained[node];
        });
        Ok(self.parts(&solved))
    }

    /// The share of each node's supply that passes through one node at any step, wherever it was made.
    ///
    /// - Takes: the node, from 0. - Gives: 0 ..= 1, never less than the share made there; 1 for the node itself. `None`
    ///   for a node without supply.
    ///
    /// # Errors
    /// [`OriginError::NoNode`].
    ///
    /// # Example
    /// ```
    /// use offtake::supply::Flows;
    /// // From: CEPII BACI, HS 2504, and USGS MCS 2026, natural graphite in 2024: China, Mexico, the United States,
    /// // Canada.
    /// let made = [1_270_000.0, 706.0, 0.0, 11_700.0];
    /// let sold = [
    ///     vec![0.0, 288.7, 33_214.4, 3427.0], vec![0.0, 0.0, 6781.0, 548.1], vec![0.0, 3183.3, 0.0, 4545.2],
    ///     vec![0.0, 0.0, 10_486.7, 0.0],
    /// ];
    /// let flows = Flows::new(&made, &sold).unwrap();
    /// // The United States mine none, and sell Canada nearly a quarter of its supply.
    /// assert_eq!(flows.made_in(2).unwrap()[3].unwrap().there, 0.0);
    /// assert!((flows.touch(2).unwrap()[3].unwrap() - 0.239).abs() < 5e-4);
    /// ```
    pub fn touch(&self, through: usize) -> Result<Vec<Option<f64>>, OriginError> {
        Ok(self.passed(through)?.into_iter().map(|part| part.map(|part| part.there)).collect())
    }

    /// As [`Flows::touch`], with the part of unknown origin that has not passed through the node.
    ///
    /// # Errors
    /// [`OriginError::NoNode`].
    ///
    /// # Example
    /// ```
    /// use offtake::supply::Flows;
    /// // From: CEPII BACI, HS 2504, and USGS MCS 2026, natural graphite in 2024: China, Mexico, the United States,
    /// // Canada.
    /// let made = [1_270_000.0, 706.0, 0.0, 11_700.0];
    /// let sold = [
    ///     vec![0.0, 288.7, 33_214.4, 3427.0], vec![0.0, 0.0, 6781.0, 548.1], vec![0.0, 3183.3, 0.0, 4545.2],
    ///     vec![0.0, 0.0, 10_486.7, 0.0],
    /// ];
    /// let flows = Flows::new(&made, &sold).unwrap();
    /// let passed = flows.passed(2).unwrap();
    /// assert!((passed[3].unwrap().there - 0.239).abs() < 5e-4);
    /// assert_eq!(passed[3].unwrap().unknown, 0.0); // each of the four has its output on record
    /// ```
    pub fn passed(&self, through: usize) -> Result<Vec<Option<Part>>, OriginError> {
        self.place(through)?;
        let solved = self.ends(Some(through), 3, |node, ends| {
            if node == through {
                ends[0] = 1.0;
            } else {
                ends[1] = self.production[node];
                ends[2] = self.unexplained[node];
            }
        });
        Ok(self.parts(&solved))
    }

    fn place(&self, node: usize) -> Result<(), OriginError> {
        let nodes = self.production.len();
        if node < nodes { Ok(()) } else { Err(OriginError::NoNode { node, nodes }) }
    }

    /// Follows each node's supply upstream to its ends. `stop` is a node from which nothing is followed further; `fill`
    /// says what ends in a node, the last way being unknown.
    fn ends(&self, stop: Option<usize>, ways: usize, fill: impl Fn(usize, &mut [f64])) -> Vec<Vec<f64>> {
        let nodes = self.production.len();
        let sourced = self.sourced(stop);
        let mut steps = vec![vec![0.0; nodes]; nodes];
        let mut ends = vec![vec![0.0; ways]; nodes];
        for node in 0..nodes {
            if !sourced[node] {
                // A ring of re-exporters that nobody feeds: all of it is of unknown origin.
                ends[node][ways - 1] = 1.0;
                continue;
            }
            fill(node, &mut ends[node]);
            if stop != Some(node) {
                for (step, row) in steps[node].iter_mut().zip(&self.flows) {
                    *step = row[node];
                }
            }
        }
        let mut ends = absorbed(steps, ends);
        for (row, has) in ends.iter_mut().zip(self.supply()) {
            // Shares too small for any number: nothing can be said of them.
            if has > 0.0 && row.iter().all(|share| *share == 0.0) {
                row[ways - 1] = 1.0;
            }
        }
        ends
    }

    fn parts(&self, solved: &[Vec<f64>]) -> Vec<Option<Part>> {
        let part = |(supply, row): (f64, &Vec<f64>)| match row[..] {
            [there, _, unknown] if supply > 0.0 => Some(Part { there, unknown }),
            _ => None,
        };
        self.supply().into_iter().zip(solved).map(part).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Flows;

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
        let origin = flows.origin();
        let made_in_china = origin.origin[4].as_ref().unwrap()[2];
        assert!((made_in_china - 0.367_647_058_823).abs() < 1e-9);
        assert!((flows.made_in(2).unwrap()[4].unwrap().there - made_in_china).abs() < 1e-15);
        assert!(flows.made_in(5).is_err() && flows.touch(5).is_err());
    }

    #[test]
    fn a_ring_without_a_producer_is_of_unknown_origin() {
        let flows = [vec![0.0, 5.0, 0.0], vec![5.0, 0.0, 0.0], vec![5.0, 0.0, 0.0]];
        let origin = Flows::new(&[0.0, 0.0, 0.0], &flows).unwrap();
        assert_eq!(origin.scaled(), [2], "a seller that has nothing sells nothing");
        let traced = origin.origin();
        assert_eq!(traced.unknown, [1.0, 1.0, 0.0]);
        assert_eq!(traced.origin[2], None, "no supply, no origin");
    }

    #[test]
    fn what_passed_through_a_node_of_a_ring_without_a_producer_has_passed_through_it() {
        let flows = [vec![0.0, 5.0, 0.0], vec![0.0, 0.0, 5.0], vec![5.0, 0.0, 0.0]];
        let flows = Flows::new(&[0.0; 3], &flows).unwrap();
        let touched = flows.touch(0).unwrap();
        assert_eq!(touched, [Some(1.0), Some(1.0), Some(1.0)]);
        assert_eq!(flows.made_in(0).unwrap()[1].unwrap().unknown, 1.0);
    }
}
