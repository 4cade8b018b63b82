using System;
using System.Diagnostics;
using DigitsSample;
using FusedOpt;
using Samples.Shared;
using Spectre.Console;

return CommandLineProgram.Run(Options.Command, args, parsed =>
{
    Options options = Options.Read(parsed);
    var report = new ReportFile(options.Report);

    DigitsData data = DigitsData.Load(options.Seed);
    Console.WriteLine(
        $"Digits: {data.Training.Length} to train on, {data.Test.Length} to test on. Epochs: {options.Epochs}, seed: {options.Seed}.");

    IAnsiConsole screen = Screen.Open();
    var network = new Network((long)options.Seed);
    var progress = TrainingProgress.Begin(data.Training.Length, options);
    using CheckpointDirectory? checkpoints = options.Checkpoints is { } directory
        ? new(directory, new() { KeepLast = 2, KeepBest = 1, Mode = MetricMode.Max })
        : null;
    if (options.Resumes && checkpoints?.LoadNewest(network) is { } loaded)
    {
        progress = TrainingProgress.Read(loaded.Metadata, options);
        Console.WriteLine($"Resumed after epoch {progress.Epoch} from {loaded.Path}.");
    }

    long start = Stopwatch.GetTimestamp();
    LiveProgress.Run(screen, new Trainer(data, options.Epochs, checkpoints), network, progress);
    TimeSpan time = Stopwatch.GetElapsedTime(start);

    Reading test = Reading.Of(network, data.Test);
    screen.Write(ConfusionTable.Of(test, plain: !screen.Profile.Capabilities.Ansi));
    Console.WriteLine(
        $"Test accuracy: {test.Score.Accuracy:P1}, {test.Mistakes.Count} of {data.Test.Length} wrong. Training took "
            + $"{time.TotalSeconds:F1} s.");

    report.Write(ReportPage.Of(progress.Scores, test, options));
    Console.WriteLine($"Curves and mistakes are in {options.Report}.");
});
