use super::sold_out::sold_out;
use crate::terms::Plain;

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
        "node {node} has an amount of {}: amounts are 0 or more and finite; a negative flow is an error of the data",
        Plain(*amount)
    )]
    BadAmount {
        /// Which node.
        node: usize,
        /// What it says.
        amount: f64,
    },
    /// Amounts that are numbers each, and none together.
    #[error("all amounts together are beyond what a number can be: take a larger unit")]
    TooMuch,
    /// A node that is not there.
    #[error("there is no node {node}: there are {nodes}, counted from 0")]
    NoNode {
        /// The node asked for.
        node: usize,
        /// Nodes there are.
        nodes: usize,
    },
}

/// Production and flows of one mineral between nodes (countries, or countries at a stage), made fit for tracing.
#[derive(Clone, Debug, PartialEq)]
pub struct Flows {
    pub(super) production: Vec<f64>,
    /// From row to column, without flows of a node to itself.
    pub(super) flows: Vec<Vec<f64>>,
    /// By node, tonnes that it must have had to sell what it sold, and that no record says where it had from.
    pub(super) unexplained: Vec<f64>,
    /// Nodes that reported more exports than supply; their exports were scaled down.
    scaled: Vec<usize>,
}

/// A part of a node's supply by which its sales may seem larger through rounding alone.
const ROUNDING: f64 = 1e-12;

impl Flows {
    /// Checks and mends, every node's production being on record: flows of a node to itself are dropped, and a node that
    /// sells more than it has sells all of it, to the same buyers in the same parts. [`Flows::scaled`] names such nodes.
    ///
    /// # Errors
    /// [`OriginError::Shape`] and [`OriginError::BadAmount`].
    ///
    /// # Example
    /// ```
    /// use offtake::supply::{Flows, OriginError};
    /// // From: CEPII BACI, HS 2504, and USGS MCS 2026, natural graphite in 2024: China, the United States, Canada.
    /// let sold = [vec![0.0, 33_214.4, 3427.0], vec![0.0, 0.0, 4545.2], vec![0.0, 10_486.7, 0.0]];
    /// let flows = Flows::new(&[1_270_000.0, 0.0, 11_700.0], &sold);
    /// assert!(flows.unwrap().scaled().is_empty());
    /// assert_eq!(Flows::new(&[1.0], &[vec![-1.0]]), Err(OriginError::BadAmount { node: 0, amount: -1.0 }));
    /// ```
    pub fn new(production: &[f64], flows: &[Vec<f64>]) -> Result<Flows, OriginError> {
        let recorded: Vec<Option<f64>> = production.iter().map(|made| Some(*made)).collect();
        Flows::mended(&recorded, flows)
    }

    /// As [`Flows::new`], but a node may have no record of its production (`None`). What such a node sells beyond what it
    /// buys is not taken from its buyers: it is supply of unknown origin. [`Flows::unexplained`] says how much.
    ///
    /// # Errors
    /// [`OriginError::Shape`] and [`OriginError::BadAmount`].
    ///
    /// # Example
    /// ```
    /// use offtake::supply::Flows;
    /// // From: CEPII BACI, HS 2504, and USGS MCS 2026, natural graphite in 2024. China mines it; of Mexico no figure is
    /// // used here; the United States buy what Mexico sells.
    /// let sold = [vec![0.0, 288.7, 0.0], vec![0.0, 0.0, 6781.0], vec![0.0; 3]];
    /// let mended = Flows::mended(&[Some(1_270_000.0), None, None], &sold).unwrap();
    /// assert!((mended.unexplained()[1] - 6492.3).abs() < 1e-9); // beyond what Mexico is known to have bought
    /// let traced = mended.origin();
    /// assert!((traced.origin[2].as_ref().unwrap()[0] - 288.7 / 6781.0).abs() < 1e-12);
    /// assert!((traced.unknown[2] - 6492.3 / 6781.0).abs() < 1e-12);
    /// // On record as making 706 t, Mexico can only have sold those and what it bought.
    /// let flows = Flows::new(&[1_270_000.0, 706.0, 0.0], &sold).unwrap();
    /// assert!((flows.supply()[2] - 994.7).abs() < 1e-9);
    /// ```
    pub fn mended(production: &[Option<f64>], flows: &[Vec<f64>]) -> Result<Flows, OriginError> {
        let nodes = production.len();
        if flows.len() != nodes {
            return Err(OriginError::Shape { nodes, row: flows.len(), found: 0 });
        }
        let made: Vec<f64> = production.iter().map(|made| made.unwrap_or(0.0)).collect();
        for (node, row) in flows.iter().enumerate() {
            if row.len() != nodes {
                return Err(OriginError::Shape { nodes, row: node, found: row.len() });
            }
            let bad = |amount: &&f64| !(amount.is_finite() && **amount >= 0.0);
            if let Some(amount) = row.iter().chain([&made[node]]).find(bad) {
                return Err(OriginError::BadAmount { node, amount: *amount });
            }
        }
        let all: f64 = made.iter().chain(flows.iter().flatten()).sum();
        if !all.is_finite() {
            return Err(OriginError::TooMuch);
        }
        let mut mended = Flows {
            production: made,
            flows: flows.to_vec(),
            unexplained: vec![0.0; nodes],
            scaled: Vec::new(),
        };
        for node in 0..nodes {
            mended.flows[node][node] = 0.0;
        }
        mended.mend(production);
        Ok(mended)
    }

    /// Nodes whose reported exports exceeded their supply, so that their flows were scaled down.
    ///
    /// # Example
    /// ```
    /// use offtake::supply::Flows;
    /// // From: CEPII BACI, HS 2504, and USGS MCS 2026, natural graphite in 2024: Mexico mined 706 t, bought 288.7 t from
    /// // China and sold the United States 6,781 t. Of these three countries alone it cannot have had so much.
    /// let sold = [vec![0.0, 288.7, 0.0], vec![0.0, 0.0, 6781.0], vec![0.0; 3]];
    /// assert_eq!(Flows::new(&[1_270_000.0, 706.0, 0.0], &sold).unwrap().scaled(), [1]);
    /// ```
    pub fn scaled(&self) -> &[usize] {
        &self.scaled
    }

    /// By node, the tonnes of unknown origin that explain its sales; 0 where none are needed.
    ///
    /// # Example
    /// ```
    /// use offtake::supply::Flows;
    /// // From: CEPII BACI, HS 2504: the Emirates sold Canada 946 t of natural graphite in 2024; no mine of theirs is on
    /// // record, nor any purchase here.
    /// let flows = Flows::mended(&[None, None], &[vec![0.0, 946.0], vec![0.0; 2]]).unwrap();
    /// assert_eq!(flows.unexplained(), [946.0, 0.0]);
    /// ```
    pub fn unexplained(&self) -> &[f64] {
        &self.unexplained
    }

    /// What each node has: its own production, its purchases, and what no record explains.
    ///
    /// # Example
    /// ```
    /// use offtake::supply::Flows;
    /// // From: CEPII BACI, HS 2504, and USGS MCS 2026, natural graphite in 2024: what China and Canada mined, and
    /// // China's sales.
    /// let flows = Flows::new(&[1_270_000.0, 11_700.0], &[vec![0.0, 3427.0], vec![0.0; 2]]).unwrap();
    /// assert_eq!(flows.supply(), [1_270_000.0, 15_127.0]);
    /// ```
    pub fn supply(&self) -> Vec<f64> {
        let mut supply: Vec<f64> =
            self.production.iter().zip(&self.unexplained).map(|(made, more)| made + more).collect();
        for row in &self.flows {
            for (sum, flow) in supply.iter_mut().zip(row) {
                *sum += flow;
            }
        }
        supply
    }

    /// Lets nobody sell more than it has: who does, and whose production is on record, sells all of it; who has no record
    /// is given the rest.
    ///
    /// Who sells out has less for its customers, some of whom then sell out too. The list only grows, so that there are at
    /// most as many rounds as nodes; in each, what those on the list have is solved, not approached.
    fn mend(&mut self, recorded: &[Option<f64>]) {
        let nodes = recorded.len();
        let sold: Vec<f64> = self.flows.iter().map(|row| row.iter().sum()).collect();
        let mut listed = vec![false; nodes];
        let mut supply = self.supply();
        loop {
            let over = |node: &usize| sold[*node] > supply[*node] * (1.0 + ROUNDING);
            let new: Vec<usize> =
                (0..nodes).filter(|&node| recorded[node].is_some() && !listed[node]).filter(over).collect();
            if new.is_empty() {
                break;
            }
            new.into_iter().for_each(|node| listed[node] = true);
            self.scaled = (0..nodes).filter(|&node| listed[node]).collect();
            supply = self.supply_if_sold_out(&listed, &sold, &supply);
        }
        for &node in &self.scaled {
            self.flows[node].iter_mut().for_each(|flow| *flow *= supply[node] / sold[node]);
        }
        for node in (0..nodes).filter(|&node| recorded[node].is_none()) {
            let missing = sold[node] - supply[node];
            if missing > supply[node] * ROUNDING {
                self.unexplained[node] = missing;
            }
        }
    }

    /// What each node has if those on the list sell all they have and the others what is on record: never more than it had
    /// with a shorter list.
    fn supply_if_sold_out(&self, listed: &[bool], sold: &[f64], had: &[f64]) -> Vec<f64> {
        let scaled = &self.scaled;
        let part = |from: usize, to: usize| self.flows[from][to] / sold[from];
        // What comes from production and from nodes that are not on the list.
        let mut supply = self.production.clone();
        for (row, _) in self.flows.iter().zip(listed).filter(|(_, listed)| !**listed) {
            supply.iter_mut().zip(row).for_each(|(sum, flow)| *sum += flow);
        }
        let within: Vec<Vec<f64>> =
            scaled.iter().map(|&from| scaled.iter().map(|&to| part(from, to)).collect()).collect();
        let elsewhere = scaled
            .iter()
            .map(|&from| (0..listed.len()).filter(|&to| !listed[to]).map(|to| part(from, to)).sum())
            .collect();
        let given = scaled.iter().map(|&node| supply[node]).collect();
        let most: Vec<f64> = scaled.iter().map(|&node| had[node]).collect();
        let has = sold_out(within, elsewhere, given, &most);
        for (&from, has) in scaled.iter().zip(&has) {
            for to in (0..listed.len()).filter(|&to| !listed[to]) {
                supply[to] += has * part(from, to);
            }
        }
        scaled.iter().zip(has).for_each(|(&node, has)| supply[node] = has);
        supply
    }

    /// Which nodes get something, however indirectly, from a node that has something of its own, or from one more node.
    pub(super) fn sourced(&self, also: Option<usize>) -> Vec<bool> {
        let mut reached: Vec<bool> =
            self.production.iter().zip(&self.unexplained).map(|(made, more)| made + more > 0.0).collect();
        if let Some(reached) = also.and_then(|node| reached.get_mut(node)) {
            *reached = true;
        }
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
    fn a_seller_on_record_sells_no_more_than_it_has_and_is_named() {
        let flows =
            Flows::new(&[10.0, 0.0, 0.0], &[vec![0.0, 15.0, 5.0], vec![0.0; 3], vec![0.0; 3]]).unwrap();
        assert_eq!(flows.scaled(), [0]);
        assert_eq!(flows.supply(), [10.0, 7.5, 2.5]);
        assert_eq!(flows.unexplained(), [0.0; 3]);
    }

    #[test]
    fn a_seller_without_a_record_keeps_its_sales_when_its_own_supplier_is_scaled_down() {
        let flows = [vec![0.0, 15.0, 0.0], vec![0.0, 0.0, 15.0], vec![0.0; 3]];
        let flows = Flows::mended(&[Some(10.0), None, None], &flows).unwrap();
        assert_eq!(flows.scaled(), [0]);
        assert_eq!(flows.supply(), [10.0, 15.0, 15.0]);
        assert_eq!(flows.unexplained(), [0.0, 5.0, 0.0]);
    }

    #[test]
    fn a_ring_that_loses_little_each_round_is_mended_to_the_end() {
        // The first makes 1 t, and is on record as selling 10,000 t to the second, which sends all of it back, and 2 t to the
        // third. Only 1 t can ever leave: half of what is on record, however often it goes round.
        let flows = [vec![0.0, 10_000.0, 2.0], vec![10_000.0, 0.0, 0.0], vec![0.0; 3]];
        let flows = Flows::new(&[1.0, 0.0, 0.0], &flows).unwrap();
        assert_eq!(flows.scaled(), [0, 1]);
        let supply = flows.supply();
        for (has, expected) in supply.iter().zip([5001.0, 5000.0, 1.0]) {
            assert!((has - expected).abs() < 1e-9 * expected, "{supply:?}");
        }
    }

    #[test]
    fn a_leaking_ring_that_nobody_feeds_is_left_with_nothing() {
        let flows = [vec![0.0, 5.0, 0.0], vec![4.9, 0.0, 0.1], vec![0.0; 3]];
        let flows = Flows::new(&[0.0; 3], &flows).unwrap();
        assert_eq!(flows.supply(), [0.0; 3]);
        assert_eq!(flows.origin().origin, [None, None, None]);
    }

    #[test]
    fn a_flow_below_zero_or_without_a_place_is_refused() {
        let bad = Flows::new(&[1.0, 0.0], &[vec![0.0, -1.0], vec![0.0, 0.0]]);
        assert_eq!(bad, Err(OriginError::BadAmount { node: 0, amount: -1.0 }));
        let nan = Flows::mended(&[Some(f64::NAN)], &[vec![0.0]]);
        assert!(matches!(nan, Err(OriginError::BadAmount { node: 0, .. })));
        assert_eq!(
            Flows::new(&[1.0, 0.0], &[vec![0.0, 1.0]]),
            Err(OriginError::Shape { nodes: 2, row: 1, found: 0 })
        );
        assert_eq!(Flows::new(&[], &[]).unwrap().supply(), [0.0; 0]);
    }
}
