//! The six ways to paste a view into an article. One place writes them; scripts of pages only put an address in.
//!
//! Slots in double braces are filled by whoever knows them: `{{root}}` where the site stands, with its last slash;
//! `{{query}}` what the view adds to its address, with its question mark; `{{title}}` what a frame is called.

use super::super::slots::escaped;
use super::{RESIZE, Way};

/// What a code names.
pub struct View<'a> {
    pub chart: &'a str,
    pub lang: &'a str,
    /// The last folder of its frame's address.
    pub name: &'a str,
    /// The address of the finished files beside the view, below the site and without their endings.
    pub stem: &'a str,
    /// What the picture shows.
    pub sentence: &'a str,
    /// Height in CSS px of a frame in a column of 640.
    pub height: u32,
    /// Height that follows the column.
    pub style: &'a str,
    /// Heights by the width of the screen, as AMP has them.
    pub heights: &'a str,
    /// Size of the wide and of the narrow picture in CSS px.
    pub wide: (u32, u32),
    pub narrow: (u32, u32),
    /// What AMP shows on the button that makes room.
    pub more: &'a str,
}

/// Every way with its code, in the order of the menu.
pub fn all(view: &View<'_>, integrity: &str) -> Vec<(Way, String)> {
    Way::ALL.into_iter().map(|way| (way, code(way, view, integrity))).collect()
}

/// The address of the live view.
fn source(view: &View<'_>) -> String {
    format!("{{{{root}}}}embed/{}/{}/{}/{{{{query}}}}", view.chart, view.lang, view.name)
}

/// The address of a finished file of the view.
fn file(view: &View<'_>, ending: &str) -> String {
    format!("{{{{root}}}}{}.{ending}", view.stem)
}

/// Attributes say what they can: a policy may refuse styles.
fn frame(view: &View<'_>, extra: &str) -> String {
    let View { height, style, .. } = view;
    format!(
        "<div style=\"container-type:inline-size\"><iframe src=\"{}\" title=\"{{{{title}}}}\"{extra} frameborder=\"0\" width=\"100%\" height=\"{height}\" \
         loading=\"lazy\" referrerpolicy=\"no-referrer\" allow=\"clipboard-write; web-share; fullscreen\" \
         sandbox=\"allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-downloads\" \
         style=\"border:0;width:100%;height:{style};color-scheme:normal\"></iframe></div>",
        source(view),
    )
}

/// A finished picture that leads to the live view.
fn picture(view: &View<'_>, extra: &str, style: &str) -> String {
    format!(
        "<a href=\"{}\"{extra}><picture><source media=\"(min-width: 480px)\" srcset=\"{}\" width=\"{}\" height=\"{}\">\
         <img src=\"{}\" alt=\"{}\" width=\"{}\" height=\"{}\" loading=\"lazy\" style=\"{style}width:100%;height:auto\"></picture></a>",
        source(view),
        file(view, "svg"),
        view.wide.0,
        view.wide.1,
        file(view, "narrow.svg"),
        escaped(view.sentence),
        view.narrow.0,
        view.narrow.1,
    )
}

fn code(way: Way, view: &View<'_>, integrity: &str) -> String {
    match way {
        Way::Frame => frame(view, ""),
        Way::Script => format!(
            "{}\n<script src=\"{{{{root}}}}{RESIZE}\" integrity=\"{integrity}\" crossorigin=\"anonymous\" defer></script>",
            frame(view, " data-offtake")
        ),
        // The frame that may come is called as the link is; the picture says what it shows, which is what the path names.
        Way::Element => format!(
            "<script type=\"module\" src=\"{{{{root}}}}embed/offtake-chart.js\" crossorigin=\"anonymous\"></script>\n\
             <div style=\"container-type:inline-size\"><offtake-chart src=\"{}\" \
             style=\"--offtake-height:{};display:block;min-height:var(--offtake-height)\">{}</offtake-chart></div>",
            source(view),
            view.style,
            // No taller than the place that is kept.
            picture(
                view,
                " title=\"{{title}}\"",
                "display:block;object-fit:contain;max-height:var(--offtake-height);"
            ),
        ),
        Way::Picture => picture(view, "", ""),
        Way::Amp => format!(
            "<amp-iframe src=\"{}\" title=\"{{{{title}}}}\" width=\"640\" height=\"{}\" layout=\"responsive\" heights=\"{}\" \
             sandbox=\"allow-scripts allow-popups allow-popups-to-escape-sandbox allow-downloads\" frameborder=\"0\" resizable>\
             <amp-img layout=\"fill\" src=\"{}\" placeholder></amp-img>\
             <div overflow tabindex=\"0\" role=\"button\" aria-label=\"{}\">{}</div></amp-iframe>",
            source(view),
            view.height,
            view.heights,
            file(view, "svg"),
            escaped(view.more),
            escaped(view.more),
        ),
        Way::Oembed => source(view),
    }
}

#[cfg(test)]
mod tests {
    use super::{View, Way, all};

    #[test]
    fn every_way_names_the_view_and_what_it_is_called() {
        let view = View {
            chart: "supplier-bars",
            lang: "fr",
            name: "gallium",
            stem: "embed/supplier-bars/fr/gallium",
            sentence: "L’« \"or\" » <gris>",
            height: 612,
            style: "calc(700px - 10.0cqw)",
            heights: "(max-width: 360px) 800px, 612px",
            wide: (720, 400),
            narrow: (344, 500),
            more: "Tout voir",
        };
        let codes = all(&view, "sha384-x");
        assert_eq!(codes.len(), 6);
        for (way, code) in &codes {
            assert!(code.contains("{{root}}embed/supplier-bars/fr/gallium/{{query}}"), "{way:?} {code}");
            assert!(!code.contains("<gris>"), "{way:?} {code}");
            let named = code.contains("L’« &quot;or&quot; » &lt;gris&gt;") || code.contains("{{title}}");
            assert!(named || *way == Way::Oembed, "{way:?} {code}");
        }
        let frame = &codes[0].1;
        for part in
            ["title=", "height=\"612\"", "loading=\"lazy\"", "sandbox=\"allow-scripts", "cqw", "no-referrer"]
        {
            assert!(frame.contains(part), "{part}: {frame}");
        }
        let (_, amp) = &codes[4];
        for part in [
            "height=\"612\" layout=\"responsive\" heights=\"(max-width: 360px) 800px, 612px\"",
            "allow-downloads",
        ] {
            assert!(amp.contains(part), "{part}: {amp}");
        }
        // With its script stripped the second way is the first.
        assert_eq!(codes[1].1.split('\n').next().unwrap().replace(" data-offtake", ""), *frame);
        assert!(codes[1].1.contains("integrity=\"sha384-x\""));
        // With its script stripped the third way is the fourth, in the place that it keeps.
        let (element, picture) = (&codes[2].1, &codes[3].1);
        let kept = element
            .replace(" title=\"{{title}}\"", "")
            .replace("display:block;object-fit:contain;max-height:var(--offtake-height);", "");
        assert!(kept.contains(&format!("\">{picture}</offtake-chart>")), "{element}");
        assert!(element.contains("--offtake-height:calc(700px - 10.0cqw);"), "{element}");
        assert!(element.contains("min-height:var(--offtake-height)"), "{element}");
    }
}
