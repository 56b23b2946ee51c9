//! The terminal's own words around an answer, in each language. What an answer itself says comes from the core.

use gradus_app::Locale;

/// One piece of text in every language. Names in braces are filled in by whoever says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Said {
    en: &'static str,
    es: &'static str,
}

impl Said {
    /// As it is said in this language.
    pub fn by(self, locale: Locale) -> &'static str {
        match locale {
            Locale::En => self.en,
            Locale::Es => self.es,
        }
    }

    /// The same, with what stands in braces filled in.
    pub fn with(self, locale: Locale, filled: &[(&str, &str)]) -> String {
        filled.iter().fold(self.by(locale).to_owned(), |text, (name, words)| {
            text.replace(&format!("{{{name}}}"), words)
        })
    }
}

macro_rules! said {
    ($($name:ident $en:literal $es:literal)*) => {
        $(pub const $name: Said = Said { en: $en, es: $es };)*
        #[cfg(test)]
        const ALL: &[(&str, Said)] = &[$((stringify!($name), $name)),*];
    };
}

said! {
    // Urgency
    EMERGENCY "Emergency care now" "Urgencias ahora"
    SAME_DAY "A clinician today, day or night" "Un profesional hoy, de día o de noche"
    SAME_DAY_WITHIN "A clinician today, day or night, within {within}" "Un profesional hoy, de día o de noche, en el plazo de {within}"
    CONTACT "Speak with the clinic" "Hable con la clínica"
    CONTACT_WITHIN "Speak with the clinic within {within}" "Hable con la clínica en el plazo de {within}"
    REST "Rest, then answer the questions again" "Haga una pausa y responda otra vez las preguntas"
    REST_WITHIN "Rest, then answer the questions again in {within}" "Haga una pausa y responda otra vez las preguntas en {within}"
    CONTINUE "Continue" "Siga"
    HOUR "1 hour" "1 hora"
    DAY "1 day" "1 día"
    DAYS "{n} days" "{n} días"
    HOURS "{n} hours" "{n} horas"
    // Headlines
    NOT_FINISHED "Not finished yet" "Aún sin terminar"
    NO_CALL "No call for now: keep watching" "Ninguna llamada por ahora: siga observando"
    NOTE_IT "Note it, and keep watching" "Anótelo y siga observando"
    // The next session
    NEXT_SESSION "Next session" "Próxima sesión"
    BLOCKED "not until a clinician releases it" "ninguna hasta que lo diga un profesional"
    NOT_BEFORE "not before {until}, and only after answering again" "no antes del {until}, y solo después de responder otra vez"
    NONE_BEFORE_PLAN "none before a plan has begun" "ninguna antes de que empiece un plan"
    NONE_BEFORE_THERE_IS "none before there is a plan" "ninguna antes de que haya un plan"
    NONE_BEFORE_THE "none before the plan begins" "ninguna antes de que empiece el plan"
    PAUSE_UNTIL "not before {from}" "no antes del {from}"
    AS_PLANNED "as the plan says" "como dice el plan"
    SAME_SIZE "at the present size, no step up" "con la medida actual, sin subir"
    ASK_FIRST "the clinic is asked first: the plan has no smaller size" "antes se pregunta a la clínica: el plan no tiene ninguna medida menor"
    ONE_DOWN "one size down" "con una medida menos"
    TWO_DOWN "two sizes down" "con dos medidas menos"
    SEVERAL_DOWN "several sizes down" "con varias medidas menos"
    FROM_START "from the size the plan began with" "con la medida con la que empezó el plan"
    THEN "{time}; then {size}" "{time}; después, {size}"
    GATE_ALLOW "as planned" "según el plan"
    GATE_SAME "same size" "la misma medida"
    GATE_DOWN "smaller size" "una medida menor"
    GATE_WAIT "wait" "esperar"
    GATE_BLOCKED "blocked" "detenida"
    // Whom to call, and by when
    CLINIC "Clinic" "Clínica"
    NO_NUMBER "the number is not in the plan" "el número no está en el plan"
    OR " or " " o "
    BY "by {due}" "a más tardar: {due}"
    FROM_ON "from {due} on" "a partir de: {due}"
    NOW "now" "ahora"
    OVERDUE "now: it was due {due}" "ahora: el plazo era: {due}"
    TODAY "today, {time}" "hoy, {time}"
    TOMORROW "tomorrow, {time}" "mañana, {time}"
    YESTERDAY "yesterday, {time}" "ayer, {time}"
    // Parts of an answer
    BECAUSE "Because" "Porque"
    UNTIL_THEN "Until then" "Hasta entonces"
    WHAT_HELPS "What helps" "Qué ayuda"
    ALSO "Also to do" "Además"
    TO_DO "What to do" "Qué hacer"
    OPEN "Still open" "Aún sin responder"
    WHILE_OPEN "While one of these is open, the answer is never to go on as planned." "Mientras una de estas quede sin responder, la respuesta nunca es seguir según el plan."
    ONE_MORE "and 1 more question; --why shows it as well" "y 1 pregunta más; --why la muestra también"
    MORE "and {n} more questions; --why shows them all" "y {n} preguntas más; --why las muestra todas"
    ONCE_MORE "Once more, because it comes first:" "Otra vez, porque es lo primero:"
    CONTRADICTIONS "Answers that cannot both be true" "Respuestas que no pueden ser ciertas a la vez"
    CONTRADICTED "{doubted} and {by} contradict each other: {doubted} is taken as not known. {question}" "{doubted} y {by} se contradicen: {doubted} cuenta como no sabido. {question}"
    DETAILS "`gradus person change` puts a day in the person's details." "`gradus person change` pone un día en los datos de la persona."
    // Why
    ONE_RULE "Rule {ids}; with --why an answer shows it in full." "Regla {ids}; con --why la respuesta la muestra entera."
    RULES "Rules {ids}; with --why an answer shows them in full." "Reglas {ids}; con --why la respuesta las muestra enteras."
    MANY_RULES "Rules {ids} and {n} more; with --why an answer shows them in full." "Reglas {ids} y {n} más; con --why la respuesta las muestra enteras."
    WHY "Why" "Por qué"
    FIRED_SESSION "{asks}. Next session: {gate}." "{asks}. Próxima sesión: {gate}."
    FIRED "Fired {fired}; {basis}." "Se activó {fired}; {basis}."
    ON_ANSWER "on an answer" "por una respuesta"
    ON_DOUBT "on a doubt" "por una duda"
    SOURCED "sourced{ids}" "con fuente{ids}"
    GENERAL "general medical knowledge{ids}, for a clinic to verify" "saber médico general{ids}, que una clínica debe comprobar"
    PROPOSAL "a proposal{ids} that a clinician has yet to sign" "una propuesta{ids} que un profesional aún debe firmar"
    ANSWERED "What was answered" "Qué se respondió"
    TOLD "What the log and the background say" "Qué dicen el diario y los antecedentes"
    NOTHING_ONE "The log and the background say no to 1 further question." "El diario y los antecedentes dicen que no a 1 pregunta más."
    NOTHING "The log and the background say no to {n} further questions." "El diario y los antecedentes dicen que no a {n} preguntas más."
    PACK_SIGNED "Rule pack {pack}, signed off by a clinician." "Reglas {pack}, firmadas por un profesional."
    PACK_UNSIGNED "Rule pack {pack}, NOT signed off by a clinician: a draft, to be checked by one before anybody relies on it." "Reglas {pack}, NO firmadas por un profesional: un borrador, que uno debe comprobar antes de que alguien se fíe."
    // Answers
    YES "yes" "sí"
    NO "no" "no"
    NOT_SURE "not sure" "no se sabe"
    // The setting
    TO_ASK "What to ask at the visit" "Qué preguntar en la visita"
    NOT_SETTLED "Not settled" "Sin aclarar"
    IN_DOUBT ", in doubt" ", en duda"
    CHECKED ", checked {date}" ", comprobado el {date}"
    SETTING_OPEN "Still to be answered, in a facts file: these can make the answer less free" "Aún por responder, en un archivo de datos: pueden hacer la respuesta menos libre"
    SETTING_RULES "Rules {pack}." "Reglas {pack}."
    SETTING_FACTS "Facts of the setting" "Datos sobre dónde se hace la dilatación"
    FACTS "Facts that triage knows" "Datos que el triaje conoce"
    FACTS_JSON "`gradus facts --json` prints the JSON Schema of a facts file." "`gradus facts --json` da el JSON Schema de un archivo de datos."
    TAKES "Takes: {takes} ({role})." "Admite: {takes} ({role})."
    TAKES_SIGN "danger sign" "señal de peligro"
    TAKES_CONTEXT "context" "contexto"
    TAKES_NEEDED ", needed for any answer to go on" ", necesario para cualquier respuesta de seguir"
    TAKES_YES_NO "true, false or \"unknown\"" "true, false o \"unknown\""
    TAKES_NUMBER "a number{unit}{range}, with at most one decimal and no quotes{age}, or \"unknown\"" "un número{unit}{range}, con un decimal como mucho y sin comillas{age}, o \"unknown\""
    TAKES_RANGE " from {least} to {greatest}" " de {least} a {greatest}"
    TAKES_AGE ", a text such as \"9 weeks\"" ", un texto como \"9 weeks\""
    TAKES_UNIT " in {unit}" " en {unit}"
    TAKES_LEVEL "one of {levels}, or \"unknown\"" "uno de {levels}, o \"unknown\""
    // The first screen
    RULE_NAMED "rule {id}" "regla {id}"
    OTHER_RULES "A rule of another pack" "Una regla de otra versión"
    FROM_DAY "{plan}, from {day} on" "{plan}, a partir del {day}"
    PLAN "Plan" "Plan"
    SIZE "Size" "Medida"
    SIZE_AND_GOAL "{size}, goal {goal}" "{size}; objetivo: {goal}"
    AT_SIZE "At size" "Con la medida"
    RULES_ROW "Rules" "Reglas"
    ONE_RULE_HIDDEN "1 rule; --why tells it" "1 regla; --why la cuenta"
    RULES_HIDDEN "{n} rules; --why tells them" "{n} reglas; --why las cuenta"
    TASKS "To do" "Por hacer"
    SESSIONS_TODAY "Sessions today" "Sesiones de hoy"
    WORTH_KNOWING "Worth knowing" "Conviene saber"
    FIRST "The first" "La primera"
    SECOND "The second" "La segunda"
    THIRD "The third" "La tercera"
    NUMBERED "No. {n}" "N.º {n}"
    // The check-in
    KEYS "At every question: s not sure, x no answer (it counts as not sure), b back, q leave. Leaving writes nothing, unless somebody has to be reached today: then it writes down what was said. Ctrl-C never writes anything. As soon as f is offered, it ends here and writes down what was said." "En cada pregunta: d no lo sé, x sin respuesta (cuenta como no lo sé), a atrás, q salir. Al salir no se anota nada, salvo que haya que hablar hoy con alguien: entonces se anota lo dicho. Ctrl-C nunca anota nada. En cuanto se ofrece f, con ella se acaba aquí y se anota lo dicho."
    GO_ON "Do that first. The other questions can wait: f finishes now and writes down what was said. If there is time, go on." "Haga eso primero. Las otras preguntas pueden esperar: f acaba ahora y anota lo dicho. Si hay tiempo, siga."
    KEYS_ALONE "At every question: s not sure, x no answer (it counts as not sure), b back, q leave. Nothing is written down. As soon as f is offered, it ends here and answers what was said." "En cada pregunta: d no lo sé, x sin respuesta (cuenta como no lo sé), a atrás, q salir. No se anota nada. En cuanto se ofrece f, con ella se acaba aquí y se responde a lo dicho."
    GO_ON_ALONE "Do that first. The other questions can wait: f ends here. If there is time, go on." "Haga eso primero. Las otras preguntas pueden esperar: f acaba aquí. Si hay tiempo, siga."
    NOT_YET "The first questions come first; q leaves." "Primero van las primeras preguntas; q sale."
    FIRST_QUESTION "This is the first question." "Esta es la primera pregunta."
    LAST_QUESTION "This is the last question." "Esta es la última pregunta."
    LEFT "{n} questions are left. With f it ends here, not finished." "{n} preguntas por hacer. Con f se acaba aquí, sin terminar."
    DOES_NOT_FIT "That does not fit: {wrong}; {right}." "Eso no encaja: {wrong}; {right}."
    ASK_RANGE "{least} to {greatest}" "{least} a {greatest}"
    ASK_NUMBER "a number{unit}" "un número{unit}"
    ASK_YES_NO "y yes, n no" "s sí, n no"
    OR_NOT_SURE "{ways}, or s for not sure" "{ways}, o d si no lo sabe"
    OR_FINISH "{ways}, s not sure, or f to finish" "{ways}, d no lo sé, o f para acabar"
    SAY_YES_NO "Please answer y for yes, n for no or s for not sure." "Responda s para sí, n para no o d si no lo sabe."
    SAY_LEVEL "Please choose 1 to {n}, or s for not sure." "Elija de 1 a {n}, o d si no lo sabe."
    SAY_NUMBER "Please type a number from {least}{greatest} with at most one decimal, or s for not sure." "Escriba un número desde {least}{greatest} con un decimal como mucho, o d si no lo sabe."
    TO_GREATEST " to {greatest}" " hasta {greatest}"
    WRITTEN "The check-in is in the log." "La revisión está en el diario."
    WRITTEN_ON_LEAVING "You left before the end. Your answers are in the log, because somebody must be reached today." "Ha salido antes del final. Sus respuestas están en el diario, porque hoy hay que hablar con alguien."
    NOTE "Words for the clinic" "Palabras para la clínica"
    // Units
    UNIT_DAYS "days" "días"
    UNIT_HOURS "hours" "horas"
    UNIT_MINUTES "minutes" "minutos"
    UNIT_POINTS "points" "puntos"
    UNIT_SESSIONS "sessions" "sesiones"
    UNIT_TIMES "times" "veces"
    UNIT_FAMILIES "families" "familias"
}

const UNITS: [Said; 7] =
    [UNIT_DAYS, UNIT_HOURS, UNIT_MINUTES, UNIT_POINTS, UNIT_SESSIONS, UNIT_TIMES, UNIT_FAMILIES];

const MONTHS: [&str; 12] = [
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
];

const WEEKDAYS: [&str; 7] = ["lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"];

/// A unit of the vocabulary in words; a sign such as mm is the same everywhere.
pub fn unit(locale: Locale, unit: &str) -> String {
    match UNITS.iter().find(|known| known.en == unit) {
        _ if unit == "C" => "°C".to_owned(),
        Some(known) => known.by(locale).to_owned(),
        None => unit.to_owned(),
    }
}

/// A month, 1 to 12, where the language has words of its own for them; `None` where the calendar says it.
pub fn month(locale: Locale, month: u32) -> Option<&'static str> {
    let place = usize::try_from(month.checked_sub(1)?).ok()?;
    MONTHS.get(place).copied().filter(|_| locale == Locale::Es)
}

/// A day of the week, counted from 0 for Monday, as [`month`].
pub fn weekday(locale: Locale, day: u32) -> Option<&'static str> {
    let place = usize::try_from(day).ok()?;
    WEEKDAYS.get(place).copied().filter(|_| locale == Locale::Es)
}

#[cfg(test)]
pub mod tests;
