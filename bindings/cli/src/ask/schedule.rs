use gradus_app::ask;
use gradus_app::view::Fill;

use crate::args::ScheduleArgs;
use crate::assignment::given_twice;
use crate::failure::Failure;
use crate::page::Ink;
use crate::screen;
use crate::shell::Shell;

/// `gradus schedule`: the sessions a plan asks for between two dates.
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
    let slots = ask::occurrences(&text, &fills, &args.from, &args.to).map_err(|error| {
        Failure::from(error).about(&name).about_options(&["from", "to"]).about_set(&fills)
    })?;
    shell.show(&slots, |page| {
        if slots.is_empty() {
            page.line(Ink::Plain, "The plan asks for no session between these dates.");
        }
        screen::occurrences(page, &slots);
    })
}
