using System;
using System.Diagnostics;
using FusedOpt;
using LanguageSample;
using Samples.Shared;
using Spectre.Console;

// A model that knows how often each byte comes, and nothing of the bytes before it, needs 5.1 bits for one.
const double LearntBits = 3.5;

bool hasFailed = false;
int code = CommandLineProgram.Run(Options.Command, args, parsed =>
{
    Options options = Options.Read(parsed);
    var report = new ReportFile(options.Report);

    Passages passages = Passages.Load();
    var model = new LanguageModel(options.Blocks, (long)options.Seed);
    Console.WriteLine(
        $"{passages.Length:N0} bytes to learn from, {passages.HeldOutLength:N0} held out. Blocks: {options.Blocks}, steps: "
            + $"{options.Steps}, seed: {options.Seed}.");

    IAnsiConsole screen = Screen.Open();
    var progress = TrainingProgress.Begin(options);
    using CheckpointDirectory? checkpoints = options.Checkpoints is { } directory
        ? new(directory, new() { KeepLast = 2, KeepBest = 1, Mode = MetricMode.Min })
        : null;
    if (options.Resumes && checkpoints?.LoadNewest(model) is { } loaded)
    {
        progress = TrainingProgress.Read(loaded.Metadata, options);
        Console.WriteLine($"Resumed after step {model.StepCount} from {loaded.Path}.");
    }

    string before = Writer.Continue(model, Writer.Beginning, Writer.Length, options.Seed);
    (long start, long first) = (Stopwatch.GetTimestamp(), model.StepCount);
    LiveProgress.Run(screen, new Trainer(passages, options.Steps, checkpoints), model, progress);
    double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
    string after = Writer.Continue(model, Writer.Beginning, Writer.Length, options.Seed);

    foreach (Scores scores in progress.Scores)
        Console.WriteLine($"step {scores.Step,5}: {scores.Training:F3} bits a byte in training, {scores.HeldOut:F3} held out");
    Console.WriteLine();
    Console.WriteLine(after);
    Console.WriteLine();
    double tokens = (double)(model.StepCount - first) * Trainer.BatchSize * LanguageModel.Context;
    Console.WriteLine(
        $"Held out: {progress.Scores[^1].HeldOut:F3} bits a byte. Training took {seconds:F1} s, {tokens / seconds:N0} bytes a second.");

    report.Write(ReportPage.Create(progress.Scores, before, after, options));
    Console.WriteLine($"Curves and texts are in {options.Report}.");
    hasFailed = progress.Scores[^1].HeldOut >= LearntBits;
    if (hasFailed)
        Console.Error.WriteLine($"{Options.Command.Name}: it has not learnt to write; it needs more steps.");
});
return code != 0 ? code : hasFailed ? 1 : 0;
