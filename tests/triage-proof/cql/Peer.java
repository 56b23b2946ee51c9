import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.cqframework.cql.cql2elm.LibraryManager;
import org.cqframework.cql.cql2elm.ModelManager;
import org.cqframework.cql.cql2elm.StringLibrarySourceProvider;
import org.opencds.cqf.cql.engine.execution.CqlEngine;
import org.opencds.cqf.cql.engine.execution.EvaluationResult;
import org.opencds.cqf.cql.engine.execution.Environment;

/**
 * Reads sets of facts with our answers, a line of JSON each, lets the reference engine of CQL answer them, and prints how many
 * differ and how long it took. The library is compiled once. Each set has an engine of its own, as the engine's cache asks for.
 */
public final class Peer {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Environment environment;
  private final JsonNode names;
  private final List<Double> micros = new ArrayList<>();
  private final Set<String> fired = new TreeSet<>();
  private int answered;
  private int differ;
  private final List<String> examples = new ArrayList<>();

  private Peer(String library, JsonNode names) {
    LibraryManager libraries = new LibraryManager(new ModelManager());
    libraries.getLibrarySourceLoader().registerProvider(new StringLibrarySourceProvider(List.of(library)));
    this.environment = new Environment(libraries);
    this.names = names;
  }

  public static void main(String[] arguments) throws Exception {
    long begun = System.nanoTime();
    Peer peer = new Peer(Files.readString(Path.of(arguments[0])), JSON.readTree(Path.of(arguments[1]).toFile()));
    peer.evaluate(new HashMap<>());
    double compiled = (System.nanoTime() - begun) / 1e6;
    try (BufferedReader lines = new BufferedReader(new InputStreamReader(System.in))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        peer.answer(JSON.readTree(line));
      }
    }
    System.out.println(JSON.writeValueAsString(peer.told().put("compile_ms", compiled)));
  }

  private EvaluationResult evaluate(Map<String, Object> facts) {
    CqlEngine engine = new CqlEngine(environment, Set.of(CqlEngine.Options.EnableExpressionCaching));
    return engine.evaluate("Danger", Set.of("fired", "disposition"), facts);
  }

  private void answer(JsonNode set) {
    Map<String, Object> facts = facts(set.get("facts"));
    long begun = System.nanoTime();
    EvaluationResult result = evaluate(facts);
    micros.add((System.nanoTime() - begun) / 1e3);
    answered++;
    Set<String> theirs = new TreeSet<>();
    for (Object rule : (Iterable<?>) result.forExpression("fired").value()) {
      theirs.add((String) rule);
    }
    Set<String> ours = new TreeSet<>();
    JsonNode answer = set.get("answer");
    answer.get(4).forEach(rule -> ours.add(rule.get(0).asText() + (rule.get(1).asBoolean() ? "" : "?")));
    JsonNode disposition = names.get("ranks").get(result.forExpression("disposition").value().toString());
    boolean same = disposition == null
        ? answer.get(0).asText().equals("continue")
        : disposition.get(0).equals(answer.get(0)) && disposition.get(1).asInt() == answer.get(1).asInt();
    fired.addAll(ours);
    if (!same || !ours.equals(theirs)) {
      differ++;
      if (examples.size() < 5) {
        Set<String> only = new TreeSet<>(ours);
        only.removeAll(theirs);
        theirs.removeAll(ours);
        examples.add("only ours " + only + ", only theirs " + theirs + ", disposition " + answer.get(0) + " " + disposition
            + " for " + set.get("facts"));
      }
    }
  }

  /** Every answer under the name and as the number that the library reads. */
  private Map<String, Object> facts(JsonNode told) {
    Map<String, Object> facts = new HashMap<>();
    told.fields().forEachRemaining(one -> {
      String name = one.getKey();
      JsonNode fact = names.get("facts").get(name);
      int dot = name.indexOf('.');
      String rest = name.substring(dot + 1);
      if (fact != null && one.getValue().asText().equals("unknown")) {
        put(facts, name, " not known");
      } else if (fact != null) {
        facts.put(fact.get("told").asText(), measured(fact, one.getValue()));
      } else if (name.startsWith("waiting.") && names.get("waits").has(rest)) {
        facts.put("waiting " + names.get("waits").get(rest).asText(), true);
      } else if (dot > 0 && one.getValue().isBoolean() && one.getValue().asBoolean()) {
        switch (name.substring(0, dot)) {
          case "not_sure" -> put(facts, rest, " not sure");
          case "still_unknown" -> put(facts, rest, " still unknown");
          case "earlier_contact" -> family(facts, rest.toUpperCase(java.util.Locale.ROOT));
          default -> { }
        }
      }
    });
    return facts;
  }

  private void put(Map<String, Object> facts, String name, String what) {
    JsonNode fact = names.get("facts").get(name);
    if (fact != null) {
      facts.put(fact.get("told").asText() + what, true);
    }
  }

  private void family(Map<String, Object> facts, String family) {
    names.get("families").forEach(known -> {
      if (known.asText().equals(family)) {
        facts.put("earlier " + family, true);
      }
    });
  }

  private static int measured(JsonNode fact, JsonNode answer) {
    return switch (fact.get("kind").asText()) {
      case "yes_no" -> answer.asBoolean() ? 1 : 0;
      case "level" -> {
        int at = 0;
        while (!fact.get("levels").get(at).asText().equals(answer.asText())) {
          at++;
        }
        yield at;
      }
      default -> (int) Math.round(Double.parseDouble(answer.asText()) * 10);
    };
  }

  private ObjectNode told() {
    double[] warm = micros.stream().skip(micros.size() / 2).mapToDouble(Double::doubleValue).sorted().toArray();
    ObjectNode told = JSON.createObjectNode();
    told.put("answered", answered).put("differ", differ).put("fired", fired.size());
    told.put("warm_least_us", warm.length == 0 ? 0 : warm[0]).put("warm_median_us", warm.length == 0 ? 0 : warm[warm.length / 2]);
    told.set("examples", JSON.valueToTree(examples));
    told.put("java", System.getProperty("java.version"));
    return told;
  }
}
