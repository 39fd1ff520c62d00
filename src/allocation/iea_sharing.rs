/// A member of the International Energy Agency's emergency sharing; amounts in one unit for one period.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(target_arch = "wasm32", derive(serde::Deserialize, tsify::Tsify), serde(rename_all = "camelCase"))]
pub struct Member {
    /// What it used in the base period.
    pub base: f64,
    /// What it has: own production and actual net imports.
    pub available: f64,
    /// The reserve it is bound to hold.
    pub commitment: f64,
}

/// What sharing asks of a member and gives to it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(target_arch = "wasm32", derive(serde::Serialize, tsify::Tsify), serde(rename_all = "camelCase"))]
pub struct Settlement {
    /// What it may use after restraint.
    pub permissible: f64,
    /// What it must draw from its reserve.
    pub drawdown: f64,
    /// What it is entitled to from all supply.
    pub supply_right: f64,
    /// What others owe it.
    pub right: f64,
    /// What it owes others.
    pub obligation: f64,
}

/// The members' settlement, and by how much the group falls short of what it may use.
///
/// - Takes: members, and the restraint: 0.07 from a shortfall of 7 per cent on, 0.10 from 12 per cent on.
/// - Gives: rights and obligations, which add up to the same; none where the group does not fall short.
/// - Source: Agreement on an International Energy Program, 1974, articles 7, 13 and 14.
///
/// # Example
/// ```
/// use offtake::allocation::{Member, iea_sharing};
/// // From: CEPII BACI, HS 2504, natural graphite that Japan, Germany and the United States imported in 2024, in all and
/// // from China; the treaty, article 2: reserves for 90 days.
/// let without_china =
///     |base, lost| Member { base, available: base - lost, commitment: base * 90.0 / 365.0 };
/// let members =
///     [without_china(46_207.0, 41_139.7), without_china(50_474.8, 18_357.8), without_china(71_585.7, 33_214.4)];
/// let (shortfall, settled) = iea_sharing(&members, 0.10);
/// assert_eq!(shortfall.round(), 75_885.0);
/// let owed = settled[1].obligation + settled[2].obligation;
/// assert!((settled[0].right - owed).abs() < 1e-9 && owed.round() == 15_681.0);
/// ```
pub fn iea_sharing(members: &[Member], restraint: f64) -> (f64, Vec<Settlement>) {
    let permissible: Vec<f64> = members.iter().map(|member| (1.0 - restraint) * member.base).collect();
    let shortfall =
        permissible.iter().sum::<f64>() - members.iter().map(|member| member.available).sum::<f64>();
    let committed: f64 = members.iter().map(|member| member.commitment).sum();
    let settled = members
        .iter()
        .zip(&permissible)
        .map(|(member, &permissible)| {
            if shortfall <= 0.0 {
                // Nothing is shared: each member may use what it has.
                return Settlement { permissible, supply_right: member.available, ..Settlement::default() };
            }
            let drawdown = if committed > 0.0 { shortfall * member.commitment / committed } else { 0.0 };
            let supply_right = permissible - drawdown;
            Settlement {
                permissible,
                drawdown,
                supply_right,
                right: (supply_right - member.available).max(0.0),
                obligation: (member.available - supply_right).max(0.0),
            }
        })
        .collect();
    (shortfall, settled)
}

/// The part of its base use that a member hit alone bears itself. Ibid., articles 8 and 17.
const BORNE_ALONE: f64 = 0.07;

/// What a member that is hit alone bears, what it may ask for, and what each other member owes it.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(target_arch = "wasm32", derive(serde::Serialize, tsify::Tsify), serde(rename_all = "camelCase"))]
pub struct Selective {
    /// Borne by the member itself.
    pub borne: f64,
    /// What it may ask of the others.
    pub right: f64,
    /// What each of the others owes.
    pub obligations: Vec<f64>,
}

/// One member loses supply, the others do not: it bears 7 per cent of its base use, they share the rest by theirs.
///
/// - Takes: the member's base use and loss, and the others' base use.
/// - Source: as [`iea_sharing`], articles 8 and 17.
///
/// # Example
/// ```
/// use offtake::allocation::iea_selective;
/// // From: CEPII BACI, HS 2504: Japan imported 46,207.0 t of natural graphite in 2024, 41,139.7 t of it from China;
/// // Germany 50,474.8 t, the United States 71,585.7 t.
/// let settled = iea_selective(46_207.0, 41_139.7, &[50_474.8, 71_585.7]);
/// assert_eq!((settled.borne.round(), settled.right.round()), (3234.0, 37_905.0));
/// assert_eq!(settled.obligations[0].round(), 15_675.0);
/// ```
pub fn iea_selective(base: f64, loss: f64, others: &[f64]) -> Selective {
    let borne = (BORNE_ALONE * base).min(loss);
    let all: f64 = others.iter().sum();
    // Whom nobody can help has no right to anything.
    let right = if all > 0.0 { loss - borne } else { 0.0 };
    let obligations = others.iter().map(|other| if all > 0.0 { right * other / all } else { 0.0 }).collect();
    Selective { borne, right, obligations }
}
