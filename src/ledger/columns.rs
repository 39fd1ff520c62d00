use super::history::EXPORT_MONTHS;

/// The columns that are read, by table. Other columns and other tables are for readers of the files.
pub(super) const COLUMNS: &[(&str, &[&str])] = &[
    ("sources", &["source_id", "publisher", "title", "short", "licence", "url"]),
    (
        "minerals",
        &[
            "mineral_id",
            "name_en",
            "number_en",
            "name_fr",
            "gender_fr",
            "stage",
            "family",
            "parts",
            "basis",
            "source_id",
        ],
    ),
    ("countries", &["iso3", "name_en", "article_en", "name_fr", "gender_fr"]),
    ("groups", &["group_id", "iso3", "member", "source_id"]),
    ("products", &["nomenclature", "hs6", "mineral_id", "form", "tells_apart", "used"]),
    (
        "production",
        &["source_id", "mineral_id", "stage", "measure", "year", "country", "value_t", "qualifier", "used"],
    ),
    ("supply_shares_eu", &["source_id", "mineral_id", "scope", "stage", "country", "share", "period"]),
    ("trade", &["source_id", "nomenclature", "hs6", "year", "exporter", "importer", "tonnes"]),
    (EXPORT_MONTHS, &["exporter", "hs6", "month", "partners", "value_t", "source_id"]),
    ("end_uses", &["source_id", "mineral_id", "scope", "period", "sector", "share"]),
    ("demand", &["source_id", "mineral_id", "country", "year", "scenario", "kind", "value_t", "qualifier"]),
    (
        "export_controls",
        &[
            "control_id",
            "mineral_id",
            "scope",
            "control_type",
            "target",
            "announced",
            "effective",
            "announcement_no",
            "state",
            "status_as_of",
            "status_until",
            "source_id",
        ],
    ),
    (
        "deals",
        &[
            "deal_id",
            "project",
            "host",
            "mineral_id",
            "capacity_t",
            "comparable",
            "start_year",
            "source_date",
            "source_id",
        ],
    ),
    (
        "deal_parties",
        &["deal_id", "country", "party", "takes", "share", "share_basis", "counts", "state", "source_id"],
    ),
];
