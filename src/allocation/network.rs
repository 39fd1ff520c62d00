use super::flow::{Cut, less, saturate};
use crate::terms::Plain;

/// Projects, buyers, and which project may deliver how much to which buyer.
///
/// # Example
/// ```
/// use offtake::allocation::Network;
/// // From: CEPII BACI, HS 850511, magnets that China sold Germany, Japan and the United States in 2024; the public
/// // record (D01, D04): 10X makes 7,000 t for the United States alone, Independence 3,000 t, taken here as open to all.
/// let limits = [vec![Some(0.0), Some(0.0), None], vec![None; 3]];
/// let network = Network::new(&[7000.0, 3000.0], &[12_606.8, 3714.5, 8678.5], &limits).unwrap();
/// assert_eq!(network.deliverable(), 10_000.0);
/// assert!((network.shortfall() - 14_999.8).abs() < 1e-9);
/// let [of_10x, independence] = &network.delivery()[..] else { panic!() };
/// assert_eq!((of_10x[0], of_10x[2], independence.iter().sum::<f64>()), (0.0, 7000.0, 3000.0));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Network {
    pub(super) supply: Vec<f64>,
    pub(super) demand: Vec<f64>,
    /// By project, then buyer; never more than the project's supply, so that all limits are finite.
    pub(super) limits: Vec<Vec<f64>>,
}

/// A network that makes no sense.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum NetworkError {
    /// Lists that do not match.
    #[error("{what}: {found} given where {expected} are needed")]
    Length {
        /// Which list.
        what: &'static str,
        /// Entries given.
        found: usize,
        /// Entries needed.
        expected: usize,
    },
    /// An amount below 0 or not a number.
    #[error("{what} {index} is {}: amounts are 0 or more and finite", Plain(*amount))]
    BadAmount {
        /// Which list.
        what: &'static str,
        /// Which entry, from 0.
        index: usize,
        /// What it says.
        amount: f64,
    },
    /// Owners' shares of a project that add up to more than the project.
    #[error("the owners of project {project} have {} of it together: shares add up to at most 1", Plain(*sum))]
    Overowned {
        /// Which project, from 0.
        project: usize,
        /// The sum of shares.
        sum: f64,
    },
    /// More owners than whose coalitions can be tried one by one.
    #[error("{owners} owners have too many coalitions: give at most {most}, or pool the smallest")]
    TooMany {
        /// Owners given.
        owners: usize,
        /// The most that can be tried.
        most: usize,
    },
}

impl Network {
    /// A network from what projects supply, what buyers need, and limits by project and buyer: `None` without a limit, 0
    /// where a buyer is not eligible.
    ///
    /// # Errors
    /// [`NetworkError::Length`] and [`NetworkError::BadAmount`].
    ///
    /// # Example
    /// ```
    /// use offtake::allocation::Network;
    /// // From: CEPII BACI, HS 850511, magnets that China sold the United States and Japan in 2024; the public record
    /// // (D01, D04): 10X makes 7,000 t, Independence 3,000 t, for the United States alone.
    /// let limits = [vec![None, Some(0.0)], vec![None, Some(0.0)]];
    /// assert!(Network::new(&[7000.0, 3000.0], &[8678.5, 3714.5], &limits).is_ok());
    /// // A project without its row of limits is refused, and so is output below nothing.
    /// assert!(Network::new(&[7000.0, 3000.0], &[8678.5, 3714.5], &limits[..1]).is_err());
    /// assert!(Network::new(&[7000.0, -3000.0], &[8678.5, 3714.5], &limits).is_err());
    /// ```
    pub fn new(supply: &[f64], demand: &[f64], limits: &[Vec<Option<f64>>]) -> Result<Network, NetworkError> {
        amounts("supply", supply)?;
        amounts("demand", demand)?;
        length("rows of limits", limits.len(), supply.len())?;
        let mut finite = Vec::with_capacity(limits.len());
        for (row, supply) in limits.iter().zip(supply) {
            length("limits of a project", row.len(), demand.len())?;
            let row: Vec<f64> = row.iter().map(|limit| limit.unwrap_or(*supply)).collect();
            amounts("limit", &row)?;
            finite.push(row.iter().map(|limit| less(*limit, *supply)).collect());
        }
        Ok(Network { supply: supply.to_vec(), demand: demand.to_vec(), limits: finite })
    }

    /// The most that can be delivered to all buyers together.
    ///
    /// # Example
    /// ```
    /// use offtake::allocation::Network;
    /// // From: CEPII BACI, HS 850511, magnets that China sold the United States and Japan in 2024; the public record
    /// // (D01, D04): 10X makes 7,000 t, Independence 3,000 t, for the United States alone.
    /// let limits = [vec![None, Some(0.0)], vec![None, Some(0.0)]];
    /// let network = Network::new(&[7000.0, 3000.0], &[8678.5, 3714.5], &limits).unwrap();
    /// assert_eq!(network.deliverable(), 8678.5);
    /// ```
    pub fn deliverable(&self) -> f64 {
        self.saturate(&self.demand).delivered
    }

    /// A delivery of the most that can be delivered, tonnes by project, then buyer. Others may deliver as much.
    ///
    /// # Example
    /// ```
    /// use offtake::allocation::Network;
    /// // From: CEPII BACI, HS 850511, magnets that China sold the United States and Japan in 2024; the public record
    /// // (D01, D04): 10X makes 7,000 t, Independence 3,000 t, for the United States alone.
    /// let limits = [vec![None, Some(0.0)], vec![None, Some(0.0)]];
    /// let network = Network::new(&[7000.0, 3000.0], &[8678.5, 3714.5], &limits).unwrap();
    /// let delivery = network.delivery();
    /// assert_eq!(delivery[0][0] + delivery[1][0], 8678.5);
    /// assert_eq!(delivery[0][1] + delivery[1][1], 0.0); // Japan may buy nothing
    /// ```
    pub fn delivery(&self) -> Vec<Vec<f64>> {
        self.saturate(&self.demand).flow
    }

    /// The need that no delivery plan can meet.
    ///
    /// # Example
    /// ```
    /// use offtake::allocation::Network;
    /// // From: CEPII BACI, HS 850511, magnets that China sold the United States and Japan in 2024; the public record
    /// // (D01, D04): 10X makes 7,000 t, Independence 3,000 t, for the United States alone.
    /// let limits = [vec![None, Some(0.0)], vec![None, Some(0.0)]];
    /// let network = Network::new(&[7000.0, 3000.0], &[8678.5, 3714.5], &limits).unwrap();
    /// assert_eq!(network.shortfall(), 3714.5); // all that Japan lacks
    /// ```
    pub fn shortfall(&self) -> f64 {
        (self.demand.iter().sum::<f64>() - self.deliverable()).max(0.0)
    }

    /// Delivers as much as the buyers' `caps` allow.
    pub(super) fn saturate(&self, caps: &[f64]) -> Cut {
        self.saturate_from(caps, vec![vec![0.0; self.demand.len()]; self.supply.len()])
    }

    /// The same, quicker, from a delivery that was the greatest under other caps.
    pub(super) fn saturate_from(&self, caps: &[f64], flow: Vec<Vec<f64>>) -> Cut {
        saturate(&self.supply, &self.limits, caps, self.rounding(), flow)
    }

    /// A difference that is rounding, in this network's tonnes.
    pub(super) fn rounding(&self) -> f64 {
        1e-11 * self.supply.iter().chain(&self.demand).copied().fold(0.0, f64::max)
    }
}

pub(super) fn amounts(what: &'static str, list: &[f64]) -> Result<(), NetworkError> {
    match list.iter().position(|amount| !(amount.is_finite() && *amount >= 0.0)) {
        Some(index) => Err(NetworkError::BadAmount { what, index, amount: list[index] }),
        None => Ok(()),
    }
}

pub(super) fn length(what: &'static str, found: usize, expected: usize) -> Result<(), NetworkError> {
    if found == expected { Ok(()) } else { Err(NetworkError::Length { what, found, expected }) }
}
