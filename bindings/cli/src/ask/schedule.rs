use gradus_app::ask;
use gradus_app::view::Fill;

use crate::args::ScheduleArgs;
use crate::assignment::given_twice;
use crate::failure::Failure;
use crate::page::Ink;
use crate::screen;
use crate::shell::Shell;

/// `gradus schedule`: the sessions a plan asks for between two dates, or one by its number.
pub fn run(shell: &Shell, args: &ScheduleArgs) -> Result<(), Failure> {
    if let Some(name) = given_twice(&args.set) {
        return Err(Failure::usage(
            &format!("--set {name}"),
            "is given twice",
            "give one value for each field",
        ));
    }
    let name = args.plan.name();
    let text = args.plan.read()?;
    let fills: Vec<Fill> = args.set.iter().map(Fill::from).collect();
    let about =
        |error| Failure::from(error).about(&name).about_options(&["from", "to", "nth"]).about_set(&fills);
    let slots = match (args.nth, &args.from, &args.to) {
        (Some(n), ..) => ask::nth_occurrence(&text, &fills, n).map_err(about)?.into_iter().collect(),
        (None, Some(from), Some(to)) => ask::occurrences(&text, &fills, from, to).map_err(about)?,
        // The arguments are refused before.
        (None, ..) => Vec::new(),
    };
    let none = match args.nth {
        Some(_) => "The plan asks for fewer sessions.",
        None => "The plan asks for no session between these dates.",
    };
    shell.show(&slots, |page| {
        if slots.is_empty() {
            page.line(Ink::Plain, none);
        }
        screen::occurrences(page, &slots);
    })
}
