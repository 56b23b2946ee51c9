use chrono::DateTime;
use gradus_domain::{BootId, Moment};
use gradus_triage::{DANGER_RULES, Difference, Evidence, Pack, Texts};
use gradus_words::Words;

use super::{difference, reference};
use crate::report::markup::{Tag, read};

fn pack() -> Pack {
    Pack::builtin([0xab; 32])
}

fn page_of(pack: &Pack) -> String {
    reference(pack, &Texts::english(), &Evidence::builtin(), &Words::english())
}

fn moment() -> Moment {
    let wall = DateTime::parse_from_rfc3339("2026-11-24T12:00:00+00:00").expect("a date");
    Moment::new(wall, 0, BootId::default())
}

fn difference_of(old: &Pack, new: &Pack) -> String {
    let said = Difference::between(old, new, &moment());
    difference(old, new, &said, &Texts::english(), &moment())
}

fn altered(changes: &[(&str, &str)]) -> Pack {
    let text = changes.iter().fold(DANGER_RULES.to_owned(), |text, (old, new)| {
        assert!(text.contains(old), "{old} is not there");
        text.replacen(old, new, 1)
    });
    Pack::parse(&text, [0xcd; 32]).unwrap_or_else(|problems| panic!("{problems:?}"))
}

fn attributes<'t>(tags: &'t [Tag], name: &'t str) -> impl Iterator<Item = &'t str> {
    tags.iter().filter_map(move |tag| tag.attribute(name))
}

/// Pages to look at. `GRADUS_PAGES=/some/folder cargo test -p gradus-exchange -- --ignored write_rules`, then open them.
#[test]
#[ignore = "writes files for somebody to look at"]
fn write_rules() {
    let folder = std::env::var_os("GRADUS_PAGES").expect("name a folder in GRADUS_PAGES");
    let folder = std::path::Path::new(&folder);
    let newer = altered(&[("bleeding_min >= 20", "bleeding_min >= 22"), ("version = 3", "version = 4")]);
    for (name, page) in [("rules", page_of(&pack())), ("difference", difference_of(&pack(), &newer))] {
        let dark = page.replace("@media screen and (prefers-color-scheme: dark)", "@media screen");
        std::fs::write(folder.join(format!("{name}.html")), page).expect("a folder to write to");
        std::fs::write(folder.join(format!("{name}-dark.html")), dark).expect("a folder to write to");
    }
}

#[test]
fn the_reference_holds_every_rule_once_under_what_it_asks_for() {
    let (pack, page) = (pack(), page_of(&pack()));
    let tags = read(&page);
    let rows: Vec<&str> = attributes(&tags, "id").filter_map(|id| id.strip_prefix("rule-")).collect();
    assert_eq!(rows.len(), pack.rules().len());
    for rule in pack.rules() {
        assert!(rows.contains(&rule.id.as_str()), "{}", rule.id);
        let title = rule.title.replace('&', "&amp;").replace('"', "&quot;");
        assert!(page.contains(&format!("<b>{title}</b>")), "{}", rule.id);
    }
    let place = |id: &str| page.find(&format!("id=\"{id}\"")).unwrap_or_else(|| panic!("{id}"));
    let order =
        ["ambulance-now", "emergency-department-now", "a-clinician-within-1-hour", "the-clinic-within-1-day"];
    assert!(order.map(place).is_sorted());
    assert!(
        place("ambulance-now") < place("rule-B4") && place("rule-B4") < place("emergency-department-now")
    );
}

#[test]
fn every_link_of_the_reference_leads_somewhere() {
    let surgeon = "[surgeon_deadline]\nwhen = ";
    let another = altered(&[(&format!("{surgeon}\"child\""), &format!("{surgeon}\"antipyretic_planned\""))]);
    for page in [page_of(&pack()), page_of(&another)] {
        let tags = read(&page);
        let ids: Vec<&str> = attributes(&tags, "id").collect();
        for link in attributes(&tags, "href") {
            let target = link.strip_prefix('#').unwrap_or_else(|| panic!("{link} leaves the page"));
            assert!(ids.contains(&target), "{link} leads nowhere");
        }
    }
}

#[test]
fn the_reference_says_which_pack_it_is_and_that_nobody_signed_it() {
    let page = page_of(&pack());
    for said in ["danger-3", "2026-11-24", "Not signed off by a clinician", &"ab".repeat(32), "vocabulary 3"]
    {
        assert!(page.contains(said), "{said}");
    }
    let signed =
        altered(&[("\"not signed off by a clinician\"", "\"signed off by Dr Ada Example on 2027-01-05\"")]);
    let page = page_of(&signed);
    assert!(page.contains("Signed off by Dr Ada Example on 2027-01-05") && !page.contains("plate danger"));
}

#[test]
fn conditions_are_said_in_words_with_their_thresholds() {
    let page = page_of(&pack());
    for said in [
        ">temperature at least 38.0 °C<",
        ">age under 92 days<",
        ">age under 6575 days (18 years)<",
        ">pain peak at least 7<",
        ">hours since antipyretic under 6 hours<",
        "Wait 30 minutes, and answer again; no larger size",
        "None until a clinician says so",
        "May be held; 1 size smaller",
    ] {
        assert!(page.contains(said), "{said}");
    }
}

#[test]
fn neither_page_loads_or_runs_anything_or_lets_a_pack_write_markup() {
    let hostile = "<script>alert(1)</script>\u{202e}";
    let pack = altered(&[("title = \"Blood was seen\"", &format!("title = '{hostile}'"))]);
    for page in [page_of(&pack), difference_of(&self::pack(), &pack)] {
        read(&page);
        assert!(!page.contains("<script") && page.contains("&lt;script&gt;") && !page.contains('\u{202e}'));
        for word in ["http:", "https:", "url(", "@import", "onload", "<img", "<iframe"] {
            assert!(!page.contains(word), "{word}");
        }
        assert!(page.contains("default-src 'none'"));
    }
}

#[test]
fn the_difference_shows_milder_cases_first_and_marks_them() {
    let newer = altered(&[("bleeding_min >= 20", "bleeding_min >= 22"), ("version = 3", "version = 4")]);
    let page = difference_of(&pack(), &newer);
    let place = |text: &str| page.find(text).unwrap_or_else(|| panic!("{text} is not there"));
    assert!(place("Cases answered more mildly") < place("Rules changed"));
    assert!(page.contains("bleeding_min = 20") && page.contains("bleeding_min = 21"));
    assert!(page.contains("<span class=\"plate danger\">milder</span>"));
    assert!(
        page.contains("<del>bleeding_min &gt;= 20</del>")
            && page.contains("<ins>bleeding_min &gt;= 22</ins>")
    );
    assert!(!page.contains("Cases answered more strictly"));
    let back = difference_of(&newer, &pack());
    assert!(back.contains("Cases answered more strictly") && !back.contains("plate danger"));
    assert!(difference_of(&pack(), &pack()).contains("Both packs say the same."));
}
