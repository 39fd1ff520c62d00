//! How tall a frame is at every width, known before anything is drawn in it: so that nothing moves.

use offtake::atlas::{Picture, TableRuler, TextRuler};
use offtake::scene::wrap;

/// Widths in CSS px at which heights are computed; the style sheet's container queries name the same ones. A picture in the page
/// is 16 px narrower than a phone: 304, 344, 374, 396 and 414 are those of 320, 360, 390, 412 and 430. On a desk it is 736 px
/// wide, and 704 beside steps.
pub const WIDTHS: [f64; 16] = [
    240.0, 280.0, 304.0, 320.0, 344.0, 374.0, 396.0, 414.0, 480.0, 540.0, 600.0, 660.0, 704.0, 720.0, 736.0,
    784.0,
];

/// The widest frame that shows the narrow finished picture, and the widest that any grows in, in CSS px.
pub const NARROW_MOST: f64 = WIDTHS[8] - 1.0;
pub const WIDE_MOST: f64 = WIDTHS[15] - 1.0;

/// The words around a picture in a frame, as the style sheet sets them.
pub struct Around<'a> {
    /// Under the picture; `None` where the style sheet keeps it for those who do not see the picture.
    pub sentence: Option<&'a str>,
    /// What can be clicked under it, in one row that wraps.
    pub tools: Vec<String>,
}

/// The room of a picture at every width.
pub struct Rooms {
    /// For each width but the last, what is needed from there to the next in whole px; of a map, what is around it.
    around: Vec<u32>,
    /// Width and height of a map, which grows with every pixel between the margins of its picture.
    map: Option<(f64, f64)>,
}

impl Rooms {
    /// The rooms of pictures at [`WIDTHS`].
    pub fn of(pictures: &[Picture]) -> Rooms {
        let map = |picture: &Picture| picture.scene.pane.map(|pane| pane.area);
        let around = |picture: &Picture| picture.scene.height - map(picture).map_or(0.0, |map| map.height);
        let around: Vec<f64> = pictures.iter().map(around).collect();
        Rooms {
            // Text wraps in the narrower of two widths.
            around: around.windows(2).map(|pair| whole(pair[0].max(pair[1]))).collect(),
            map: pictures.last().and_then(map).map(|map| (map.width, map.height)),
        }
    }

    /// Empty boxes as tall as the picture will be; the style sheet shows the one that fits the width. An attribute, since a
    /// strict policy refuses styles. A map has a box of its shape beside.
    pub fn spacers(&self) -> String {
        let box_of = |(height, width): (&u32, f64)| {
            format!("<svg class=\"w{}\" width=\"1\" height=\"{height}\"></svg>", whole(width))
        };
        let grows = |(width, height): (f64, f64)| {
            format!("<svg class=\"grows\" viewBox=\"0 0 {width:.1} {height:.1}\"></svg>")
        };
        self.around.iter().zip(WIDTHS).map(box_of).chain(self.map.map(grows)).collect()
    }

    /// What the picture takes at a width.
    pub fn at(&self, width: f64) -> f64 {
        let at = WIDTHS.iter().rposition(|known| *known <= width).unwrap_or(0);
        let around = self.around.get(at.min(self.around.len().saturating_sub(1))).copied().unwrap_or(0);
        let map = self.map.map_or(0.0, |(wide, tall)| (width - 16.0).max(0.0) * tall / wide);
        f64::from(around) + map
    }
}

/// Height of a whole frame at a width, in CSS px.
pub fn frame(rooms: &Rooms, around: &Around<'_>, width: f64) -> u32 {
    // The figures of www/figure.css: 14 px lines of 1.4, margins of 4, rows of 28, a last line of 12 px with its margins.
    let column = (width - 16.0).max(1.0);
    let mut rows = 1.0;
    let mut used = 0.0;
    for tool in &around.tools {
        let wide = TableRuler.width(tool, 14.0, false);
        if used > 0.0 && used + 20.0 + wide > column {
            rows += 1.0;
            used = wide;
        } else {
            used += if used > 0.0 { 20.0 + wide } else { wide };
        }
    }
    let measure = column.min(66.0 * 14.0 * 0.556);
    let caption = around.sentence.map_or(0.0, |sentence| {
        let lines = wrap(sentence, measure, 14.0, false, &TableRuler).lines.len();
        // Margins around nothing fall into one.
        if lines == 0 { 4.0 } else { 8.0 + 19.6 * lines as f64 }
    });
    whole(rooms.at(width) + caption + 28.0 * rows + 4.0 + 24.8 + 8.0)
}

/// A height that follows the column without a script, from the narrowest phone to a wide column at least what the frame needs and a
/// little more at most. `cqw` is a hundredth of the column's width.
pub fn style(rooms: &Rooms, around: &Around<'_>) -> String {
    Stairs::over(rooms, around).css()
}

/// Screens up to which AMP's code has a height of its own, in CSS px: phones of 320, 360 and up to 430, the widest with the narrow
/// picture, then small tablets.
const SCREENS: [u32; 5] = [320, 360, 430, 479, 600];

/// The heights of a frame in AMP, which lays out before it hears what the frame needs and may refuse more while the frame is seen: for
/// each screen what any column from the next smaller screen up to its own width needs. On the widest a view without a map has the
/// height of a column of an article; one with a map grows with it.
pub fn amp(rooms: &Rooms, around: &Around<'_>) -> String {
    let need = |width: u32| frame(rooms, around, f64::from(width));
    let most = |from: u32, to: u32| (from..=to).map(need).max().unwrap_or(0);
    let mut from = whole(WIDTHS[1]);
    let mut list = String::new();
    for screen in SCREENS {
        list.push_str(&format!("(max-width: {screen}px) {}px, ", most(from, screen)));
        from = screen + 1;
    }
    let widest = whole(WIDTHS[13]) + 15;
    let last = match rooms.map {
        None => format!("{}px", most(from, widest)),
        Some(_) => {
            let part = |width: u32| (100 * need(width)).div_ceil(width);
            format!("{}%", (from..=widest).map(part).max().unwrap_or(0))
        }
    };
    list + &last
}

/// A step of less is not worth its place in the code that is pasted, in CSS px: nobody sees an article move by it.
const STEP: u32 = 20;

/// A height that goes down in steps as the width grows, and up with a map.
struct Stairs {
    /// Of a map, what a px of width adds.
    slope: f64,
    /// At the widest, without what the map adds.
    foot: u32,
    /// Up to which width how much is needed beside that: `(480, 325)`, narrower than 480 px 325 px more.
    steps: Vec<(u32, u32)>,
}

impl Stairs {
    fn over(rooms: &Rooms, around: &Around<'_>) -> Stairs {
        let (narrow, wide) = (whole(WIDTHS[1]), whole(WIDTHS[13]) + 15);
        let slope = rooms.map.map_or(0.0, |(width, height)| (1000.0 * height / width).round() / 1000.0);
        let need =
            |width: u32| whole(f64::from(frame(rooms, around, f64::from(width))) - slope * f64::from(width));
        // Parts of a px that a map's height is rounded by are no step.
        let foot = need(wide) + 1;
        let (mut given, mut steps) = (foot, Vec::new());
        for width in (narrow..wide).rev() {
            let needed = need(width);
            if needed > given {
                let rise = (needed - given).max(STEP);
                steps.push((width + 1, rise));
                given += rise;
            }
        }
        Stairs { slope, foot, steps }
    }

    #[cfg(test)]
    fn at(&self, width: f64) -> f64 {
        let steps = self.steps.iter().filter(|(edge, _)| width < f64::from(*edge));
        f64::from(self.foot + steps.map(|(_, rise)| rise).sum::<u32>()) + self.slope * width
    }

    fn css(&self) -> String {
        let map = if self.slope > 0.0 { format!(" + {:.1}cqw", 100.0 * self.slope) } else { String::new() };
        // All of a step within a third of a px.
        let step = |(edge, rise): &(u32, u32)| format!(" + clamp(0px,({edge}px - 100cqw)*999,{rise}px)");
        format!("calc({}px{map}{})", self.foot, self.steps.iter().map(step).collect::<String>())
    }
}

fn whole(px: f64) -> u32 {
    px.ceil().max(0.0) as u32
}

#[cfg(test)]
mod tests {
    use super::{Around, Rooms, SCREENS, Stairs, WIDTHS, amp, frame, style};

    fn around() -> Around<'static> {
        Around {
            sentence: Some("A sentence of some length that wraps on a phone."),
            tools: vec!["Table".into()],
        }
    }

    #[test]
    fn a_narrow_frame_needs_more_lines() {
        let rooms = Rooms { around: vec![300; WIDTHS.len() - 1], map: None };
        assert!(frame(&rooms, &around(), 240.0) > frame(&rooms, &around(), 720.0));
        // 300 + 8 + one line + one row + the last line.
        assert_eq!(frame(&rooms, &around(), 720.0), 393);
    }

    #[test]
    fn a_map_grows_with_every_pixel_of_its_frame() {
        let rooms = Rooms { around: vec![100; WIDTHS.len() - 1], map: Some((300.0, 150.0)) };
        assert_eq!(frame(&rooms, &around(), 700.0) - frame(&rooms, &around(), 660.0), 20);
    }

    #[test]
    fn the_line_is_never_below_what_a_frame_needs() {
        let around_it = |at: u32| 600 - 20 * at + 37 * (at % 2);
        for map in [None, Some((704.0, 340.0))] {
            let rooms = Rooms { around: (0..WIDTHS.len() as u32 - 1).map(around_it).collect(), map };
            keeps(&rooms);
            let drawn = map.map_or(0, |_| 1);
            assert_eq!(rooms.spacers().matches("<svg").count(), WIDTHS.len() - 1 + drawn);
        }
    }

    #[test]
    fn stairs_are_as_tall_as_what_is_needed_and_little_taller() {
        for map in [None, Some((704.0, 340.0))] {
            let tall = |width: &f64| if *width < 480.0 { 1200 - *width as u32 } else { 600 };
            let rooms = Rooms { around: WIDTHS[..15].iter().map(tall).collect(), map };
            let stairs = Stairs::over(&rooms, &around());
            for width in (280..=735).map(f64::from) {
                let air = stairs.at(width) - f64::from(frame(&rooms, &around(), width));
                assert!((-1.0..30.0).contains(&air), "{} at {width}: {air}", stairs.css());
            }
        }
        let even = Rooms { around: vec![600; 15], map: None };
        let words = Around { sentence: None, tools: Vec::new() };
        assert_eq!(style(&even, &words), format!("calc({}px)", frame(&even, &words, 720.0) + 1));
    }

    /// What AMP makes of a list of heights, on a screen and in a column of it.
    fn in_amp(list: &str, screen: u32, column: u32) -> f64 {
        let fits = |one: &&str| {
            let most = one.strip_prefix("(max-width: ").and_then(|rest| rest.split_once("px)"));
            most.is_none_or(|(most, _)| screen <= most.parse().unwrap())
        };
        let height = list.split(", ").find(fits).unwrap().rsplit(' ').next().unwrap();
        match height.strip_suffix('%') {
            Some(part) => part.parse::<f64>().unwrap() / 100.0 * f64::from(column),
            None => height.strip_suffix("px").unwrap().parse().unwrap(),
        }
    }

    #[test]
    fn in_amp_no_screen_has_less_than_its_frame_needs() {
        for map in [None, Some((704.0, 340.0))] {
            let rooms = Rooms { around: WIDTHS[..15].iter().map(|wide| 1200 - *wide as u32).collect(), map };
            let list = amp(&rooms, &around());
            assert_eq!(list.matches(", ").count(), SCREENS.len(), "{list}");
            assert_eq!(list.ends_with('%'), map.is_some(), "{list}");
            for screen in 280..=1400 {
                let given = in_amp(&list, screen, screen);
                let needed = f64::from(frame(&rooms, &around(), f64::from(screen)));
                assert!(given >= needed, "{list} at {screen}: {given} given, {needed} needed");
            }
            // A margin of 16 px on each side of a usual phone.
            let given = in_amp(&list, 360, 328);
            assert!(given >= f64::from(frame(&rooms, &around(), 328.0)), "{list}: {given}");
        }
    }

    fn keeps(rooms: &Rooms) {
        let stairs = Stairs::over(rooms, &around());
        for width in (280..=735).step_by(5).map(f64::from) {
            let given = stairs.at(width);
            assert!(
                given + 1.0 >= f64::from(frame(rooms, &around(), width)),
                "{} at {width}: {given}",
                stairs.css()
            );
        }
    }
}
