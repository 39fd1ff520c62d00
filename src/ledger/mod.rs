//! The facts as published: tables of text rows, checked, then a [`Ledger`] of typed rows, every figure with its source.

mod check;
mod columns;
mod csv;
mod error;
mod fact;
mod figures;
mod flows;
mod history;
mod naming;
mod newest;
mod numeral;
mod own;
mod pack;
mod page;
mod record;
mod replace;
mod rows;
mod table;

pub use csv::{MOST_BYTES, NoTable};
pub use error::DataError;
pub use fact::{
    Control, CountryRow, Deal, DealParty, Demand, ExportMonth, FLOOR_PRICE, FigureYear, GroupMember,
    HistoryRow, Ledger, MineralRow, NewestImports, Price, Product, Production, Qualifier, Source,
    SupplyShare, Trade, TradeUnit,
};
pub use history::HISTORY;
pub use newest::NEWEST_IMPORTS;
pub use own::{Fault, OWN_SOURCE, OwnFigures, OwnKind, Wanted};
pub use pack::{Packed, needed, pack, packed, unpack};
pub use table::Table;
