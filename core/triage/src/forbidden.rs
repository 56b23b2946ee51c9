//! What texts beside a fired rule must not say, in each language that ships.

/// Words of one language.
#[derive(Debug)]
pub(crate) struct Forbidden {
    /// Words that reassure. None may stand above or beside a fired rule.
    pub(crate) reassuring: &'static [&'static str],
    /// Words that say how urgent it is. Whom to call and how fast is said by the disposition alone: a doubt makes an answer
    /// milder, and its advice must not call for more than the answer does. A sentence that begins with `provided` says what
    /// is to be done when more comes, and may.
    pub(crate) urgent: &'static [&'static str],
    /// A sentence of advice that speaks of the next session, of resting or of calling names no time, and one that speaks of
    /// the size names no other size: the gate and `[call]` do, and what they say may come from another rule. A sentence that
    /// begins with `provided` may say when to call all the same.
    pub(crate) of_sessions: &'static [&'static str],
    pub(crate) of_calls: &'static [&'static str],
    pub(crate) times: &'static [&'static str],
    pub(crate) of_size: &'static [&'static str],
    pub(crate) sizes: &'static [&'static str],
    /// How a sentence begins that says what to do when more comes.
    pub(crate) provided: &'static str,
}

impl Forbidden {
    /// The words of this language; of English where there are none.
    pub(crate) fn of(locale: &str) -> &'static Self {
        if locale == "es" { &SPANISH } else { &ENGLISH }
    }
}

const ENGLISH: Forbidden = Forbidden {
    reassuring: &[
        "worry about nothing",
        "don't worry",
        "do not worry",
        "nothing to worry",
        "no need to",
        "no reason to",
        "harmless",
        "normal",
        "fine",
        "probably",
        "likely",
        "usually",
        "safe",
        "all right",
        "okay",
        "will pass",
    ],
    urgent: &[
        "today",
        "tonight",
        "tomorrow",
        "emergency",
        "ambulance",
        "hospital",
        "urgent",
        "immediately",
        "right away",
        "clinician now",
        "cannot wait",
        "within an hour",
    ],
    of_sessions: &[
        "session",
        "sessions",
        "dilation",
        "dilations",
        "rest",
        "pause",
        "size",
        "sizes",
        "begin",
        "answer",
        "answering",
        "answered",
    ],
    of_calls: &["call", "clinic"],
    times: &[
        "minute", "minutes", "hour", "hours", "day", "days", "night", "week", "weeks", "month", "months",
    ],
    of_size: &["size", "sizes"],
    sizes: &["smaller", "down", "lower", "below", "back", "one", "two", "smallest"],
    provided: "If ",
};

const SPANISH: Forbidden = Forbidden {
    reassuring: &[
        "no se preocupe",
        "nada de qué preocuparse",
        "nada de que preocuparse",
        "no pasa nada",
        "no es nada",
        "no hace falta",
        "no es necesario",
        "no hay motivo",
        "no hay peligro",
        "sin peligro",
        "no es grave",
        "inofensivo",
        "inofensiva",
        "normal",
        "normales",
        "normalmente",
        "probable",
        "probablemente",
        "seguramente",
        "por lo general",
        "suele",
        "suelen",
        "seguro",
        "segura",
        "tranquilo",
        "tranquila",
        "tranquilidad",
        "todo bien",
        "todo va bien",
        "está bien",
        "se le pasará",
        "se pasará",
    ],
    urgent: &[
        "hoy",
        "esta noche",
        "mañana",
        "emergencia",
        "emergencias",
        "urgencia",
        "urgencias",
        "urgente",
        "ambulancia",
        "hospital",
        "inmediatamente",
        "de inmediato",
        "ahora mismo",
        "cuanto antes",
        "profesional ahora",
        "no puede esperar",
        "en una hora",
        "dentro de una hora",
    ],
    of_sessions: &[
        "sesión",
        "sesiones",
        "dilatación",
        "dilataciones",
        "descanse",
        "descanso",
        "descansar",
        "pausa",
        "medida",
        "medidas",
        "empiece",
        "empezar",
        "responda",
        "responder",
        "respuesta",
        "respuestas",
    ],
    of_calls: &["llame", "llamar", "llamada", "clínica"],
    times: &[
        "minuto", "minutos", "hora", "horas", "día", "días", "noche", "noches", "semana", "semanas", "mes",
        "meses",
    ],
    of_size: &["medida", "medidas"],
    sizes: &[
        "menor",
        "menores",
        "menos",
        "pequeña",
        "pequeñas",
        "baje",
        "bajar",
        "inferior",
        "debajo",
        "atrás",
        "dos",
        "mínima",
    ],
    provided: "Si ",
};

/// Which of these words stand in a text.
pub(crate) fn found<'w>(text: &str, words: &'w [&'w str]) -> impl Iterator<Item = &'w str> {
    let marks = ['.', ',', ';', ':', '(', ')', '¿', '¡', '«', '»'];
    let text = format!(" {} ", text.to_lowercase().replace(marks, " "));
    words.iter().copied().filter(move |word| text.contains(&format!(" {word} ")))
}
