using System;
using System.Collections.Generic;
using System.Diagnostics;
using DigitsSample;
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
    long start = Stopwatch.GetTimestamp();
    List<EpochScores> scores = LiveProgress.Run(screen, new Trainer(data, options.Epochs, options.Seed), network, options.Epochs);
    TimeSpan time = Stopwatch.GetElapsedTime(start);

    Reading test = Reading.Of(network, data.Test);
    screen.Write(ConfusionTable.Of(test, plain: !screen.Profile.Capabilities.Ansi));
    Console.WriteLine(
        $"Test accuracy: {test.Score.Accuracy:P1}, {test.Mistakes.Count} of {data.Test.Length} wrong. Training took "
            + $"{time.TotalSeconds:F1} s.");

    report.Write(ReportPage.Of(scores, test, options));
    Console.WriteLine($"Curves and mistakes are in {options.Report}.");
});
