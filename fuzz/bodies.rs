//! What is held of any bytes at all. Shared by the fuzz targets and `tests/laws.rs`; a broken promise panics.

use offtake::supply::Flows;

/// Numbers out of bytes.
struct Figures<'a> {
    bytes: &'a [u8],
    kind: Kind,
}

#[derive(Clone, Copy)]
enum Kind {
    /// Any number that eight bytes can be.
    Anything,
    /// Any that is 0 or more and finite, from the least to the greatest.
    Amounts,
    /// 0 to 1,024, a third of them 0.
    Plain,
}

impl Figures<'_> {
    fn byte(&mut self) -> u8 {
        let Some((first, rest)) = self.bytes.split_first() else { return 0 };
        self.bytes = rest;
        *first
    }

    fn amount(&mut self) -> f64 {
        if let Kind::Plain = self.kind {
            let (high, low) = (self.byte(), self.byte());
            return if high < 85 { 0.0 } else { f64::from(u16::from_be_bytes([high, low])) / 64.0 };
        }
        let number = f64::from_be_bytes(std::array::from_fn(|_| self.byte()));
        match self.kind {
            Kind::Amounts if number.is_finite() => number.abs(),
            Kind::Amounts => 0.0,
            Kind::Anything | Kind::Plain => number,
        }
    }
}

/// Any production and flows: refused with a reason, or mended into supplies that can be traced.
pub fn network_repair(bytes: &[u8]) {
    let mut figures = Figures { bytes, kind: Kind::Plain };
    figures.kind = match figures.byte() % 4 {
        0 => Kind::Anything,
        1 | 2 => Kind::Amounts,
        _ => Kind::Plain,
    };
    let nodes = usize::from(figures.byte() % 8);
    let recorded = figures.byte();
    let production: Vec<Option<f64>> =
        (0..nodes).map(|node| Some(figures.amount()).filter(|_| recorded >> node & 1 == 0)).collect();
    let flows: Vec<Vec<f64>> = (0..nodes).map(|_| (0..nodes).map(|_| figures.amount()).collect()).collect();
    let amounts = || production.iter().flatten().chain(flows.iter().flatten());
    let sound = amounts().all(|amount| amount.is_finite() && *amount >= 0.0);
    let Ok(mended) = Flows::mended(&production, &flows) else {
        // Sound amounts are refused only where their sum is beyond all numbers.
        assert!(!sound || amounts().map(|amount| amount / 128.0).sum::<f64>() > f64::MAX / 512.0);
        return;
    };
    assert!(sound, "amounts that are none were taken: {production:?} {flows:?}");
    let supply = mended.supply();
    assert!(supply.iter().all(|tonnes| tonnes.is_finite() && *tonnes >= 0.0), "{supply:?}");
    for (node, (unexplained, recorded)) in mended.unexplained().iter().zip(&production).enumerate() {
        assert!(*unexplained >= 0.0 && (*unexplained == 0.0 || recorded.is_none()), "{node}: {unexplained}");
        assert!(!mended.scaled().contains(&node) || recorded.is_some(), "{node} was scaled without a record");
    }
    let traced = mended.origin();
    for (node, has) in supply.iter().enumerate() {
        assert_eq!(traced.origin[node].is_some(), *has > 0.0);
        let Some(row) = &traced.origin[node] else { continue };
        assert!(
            row.iter().chain([&traced.unknown[node]]).all(|share| (0.0..=1.0 + 1e-9).contains(share)),
            "{traced:?}"
        );
        let sum = row.iter().sum::<f64>() + traced.unknown[node];
        assert!((sum - 1.0).abs() < 1e-9, "{sum}: {traced:?}");
    }
    if let Kind::Plain = figures.kind {
        for (node, has) in supply.iter().enumerate() {
            let to =
                |buyer: usize| traced.direct[buyer].as_ref().map_or(0.0, |row| row[node]) * supply[buyer];
            let sold: f64 = (0..nodes).filter(|&buyer| buyer != node).map(to).sum();
            assert!(
                sold <= has * (1.0 + 1e-9),
                "{node} has {has} and sells {sold}: {production:?} {flows:?}"
            );
        }
    }
    for place in 0..nodes {
        let (made, touched) = (mended.made_in(place).unwrap(), mended.touch(place).unwrap());
        for node in 0..nodes {
            let (Some(made), Some(touched)) = (made[node], touched[node]) else { continue };
            let whole = traced.origin[node].as_ref().map_or(0.0, |row| row[place]);
            assert!((made.there - whole).abs() < 1e-9, "{made:?} alone, {whole} among all");
            assert!(touched >= made.there - 1e-9 && touched <= 1.0 + 1e-9, "{touched} {made:?}");
        }
    }
    assert!(mended.made_in(nodes).is_err() && mended.touch(nodes).is_err());
}
