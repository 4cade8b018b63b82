using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using IrisSample;
using Spectre.Console;

try
{
    if (args.Contains("--help"))
    {
        Console.Write(Options.Help);
        return 0;
    }

    Options options = Options.Parse(args);
    var report = new ReportFile(options.Report);

    IrisData data = IrisData.Load(options.Seed);
    var trainer = new Trainer(data, options.Epochs, options.Seed);
    Console.WriteLine($"Iris: {data.Training.Length} rows to train on, {data.Test.Length} to test on. Epochs: {options.Epochs}, seed: {options.Seed}.");

    IAnsiConsole screen = Screen.Open();
    List<TrainingRun> runs = LiveProgress.Run(screen, trainer, options);
    screen.Write(ResultTable.Of(runs, plain: !screen.Profile.Capabilities.Ansi));

    report.Write(ReportPage.Of(runs, options));
    Console.WriteLine($"The curves are in {options.Report}.");
    return 0;
}
catch (UsageException wrong)
{
    Console.Error.WriteLine($"iris: {wrong.Message}");
    return 2;
}
catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine($"iris: {failure.Message}");
    return 1;
}
