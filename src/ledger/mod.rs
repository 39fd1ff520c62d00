//! The facts as published: tables of text rows, checked, then a [`Ledger`] of typed rows, every figure with its source.

mod check;
mod columns;
mod error;
mod fact;
mod figures;
mod flows;
mod naming;
mod newest;
mod pack;
mod page;
mod record;
mod rows;
mod table;

pub use error::DataError;
pub use fact::{
    Control, CountryRow, Deal, DealParty, Demand, FigureYear, GroupMember, Ledger, MineralRow, NewestImports,
    Product, Production, Qualifier, Source, SupplyShare, Trade,
};
pub use newest::NEWEST_IMPORTS;
pub use pack::{Packed, needed, pack, packed, unpack};
pub use table::Table;
