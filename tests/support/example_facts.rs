/// The tables of `www/data`, of trade only the rows of one mineral's codes: what the examples of the docs read.
fn tables(mineral: &str) -> Vec<offtake::ledger::Table> {
    let path = |name: &str| format!("{}/www/data/{name}.csv", env!("CARGO_MANIFEST_DIR"));
    let read = |name: &str, text: &str| {
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let columns = reader.headers().unwrap().iter().map(str::to_owned).collect();
        let rows = reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
        offtake::ledger::Table { name: name.to_owned(), columns, rows }
    };
    let whole = |name: &str| read(name, &std::fs::read_to_string(path(name)).unwrap());
    let products = whole("products");
    let codes: Vec<String> = products
        .rows
        .iter()
        .filter(|row| row.iter().any(|cell| cell == mineral))
        .map(|row| format!("{},{},", row[0], row[1]))
        .collect();
    let trade = std::fs::read_to_string(path("trade")).unwrap();
    let kept: Vec<&str> = trade
        .lines()
        .enumerate()
        .filter(|(at, line)| *at == 0 || codes.iter().any(|code| line.starts_with(code.as_str())))
        .map(|(_, line)| line)
        .collect();
    let others = [
        "sources", "countries", "minerals", "groups", "production", "supply_shares_eu", "end_uses", "demand",
        "export_controls", "export_months", "deals", "deal_parties", "us_statistics",
    ];
    let mut tables: Vec<offtake::ledger::Table> = others.into_iter().map(whole).collect();
    tables.push(products);
    tables.push(read("trade", &kept.join("\n")));
    tables
}

/// The same, checked and typed.
fn facts(mineral: &str) -> offtake::ledger::Ledger {
    offtake::ledger::Ledger::from_tables(&offtake::ledger::needed(&tables(mineral))).unwrap()
}

/// The same as an atlas, with the outlines of the map; both languages are there.
fn atlas(mineral: &str) -> offtake::atlas::Atlas {
    let borders = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/www/borders.bin")).unwrap();
    offtake::atlas::Atlas::from_tables(&offtake::ledger::needed(&tables(mineral)), &borders).unwrap()
}
