import java.util.Arrays;
import java.util.function.LongSupplier;
import org.dmfs.rfc5545.DateTime;
import org.dmfs.rfc5545.recur.RecurrenceRule;
import org.dmfs.rfc5545.recur.RecurrenceRuleIterator;

/** What 100,000 daily dates and the jump to the last of them cost with lib-recur. See tests/benches/schedule.rs. */
final class Recur {
    private static final int MANY = 100_000;

    public static void main(String[] none) throws Exception {
        RecurrenceRule rule = new RecurrenceRule("FREQ=DAILY");
        DateTime first = new DateTime(2026, 0, 19, 20, 0, 0);
        row("lib-recur: 100,000 daily", 60, () -> {
            RecurrenceRuleIterator dates = rule.iterator(first);
            DateTime last = first;
            for (int at = 0; at < MANY; at++) {
                last = dates.nextDateTime();
            }
            return last.getTimestamp();
        });
        row("lib-recur: the 100,000th", 60, () -> {
            RecurrenceRuleIterator dates = rule.iterator(first);
            dates.skip(MANY - 1);
            return dates.nextDateTime().getTimestamp();
        });
    }

    /** The median of so many runs, after as many that warm the machine up. */
    private static void row(String name, int runs, LongSupplier call) {
        long[] times = new long[runs];
        long sum = 0;
        for (int run = -runs; run < runs; run++) {
            long begun = System.nanoTime();
            sum += call.getAsLong();
            times[Math.max(run, 0)] = System.nanoTime() - begun;
        }
        Arrays.sort(times);
        System.out.printf("%-48s%12.3f us%s%n", name, times[runs / 2] / 1e3, sum == 0 ? " " : "");
    }
}
