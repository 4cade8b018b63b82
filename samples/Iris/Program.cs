using System;
using System.Collections.Generic;
using IrisSample;
using Samples.Shared;
using Spectre.Console;

return CommandLineProgram.Run(Options.Command, args, parsed =>
{
    Options options = Options.Read(parsed);
    var report = new ReportFile(options.Report);

    IrisData data = IrisData.Load(options.Seed);
    var trainer = new Trainer(data, options.Epochs, options.Seed);
    Console.WriteLine(
        $"Iris: {data.Training.Length} rows to train on, {data.Test.Length} to test on. Epochs: {options.Epochs}, seed: {options.Seed}.");

    IAnsiConsole screen = Screen.Open();
    List<TrainingRun> runs = LiveProgress.Run(screen, trainer, options);
    screen.Write(ResultTable.Of(runs, plain: !screen.Profile.Capabilities.Ansi));

    report.Write(ReportPage.Of(runs, options));
    Console.WriteLine($"The curves are in {options.Report}.");
});
