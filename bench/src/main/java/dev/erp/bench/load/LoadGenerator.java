package dev.erp.bench.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.json.JsonMapper;

/**
 * The process's main class. Reads lines of JSON from standard input, first a {@link LoadSetup} and then {@link LoadJob}s, and
 * writes {@link Line}s to standard output. Ends when its input does, so that it cannot outlive the bench.
 */
public final class LoadGenerator {
    private static final JsonMapper JSON = new JsonMapper();

    private LoadGenerator() {}

    /**
     * What the generator says.
     *
     * @param mark {@code begin} or {@code end} of the window, said at that moment; null otherwise
     * @param result of the job; null otherwise
     * @param failure why the job could not be run, in words; null otherwise
     */
    record Line(String mark, LoadResult result, String failure) {}

    /** @param arguments none */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        var setup = JSON.readValue(in.readLine(), LoadSetup.class);
        try (var ends = new OrderEnds(setup.kafka())) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                say(out, run(setup, JSON.readValue(line, LoadJob.class), ends, out));
            }
        }
    }

    private static Line run(LoadSetup setup, LoadJob job, OrderEnds ends, PrintStream out) throws InterruptedException {
        var marks = new LoadRun.Marks() {
            @Override
            public void begin() {
                say(out, new Line("begin", null, null));
            }

            @Override
            public void end() {
                say(out, new Line("end", null, null));
            }
        };
        try {
            return new Line(null, new LoadRun(setup, job, ends, marks).run(), null);
        } catch (IOException e) {
            return new Line(null, null, e.getMessage());
        }
    }

    private static void say(PrintStream out, Line line) {
        out.println(JSON.writeValueAsString(line));
    }
}
