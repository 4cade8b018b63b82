using System;
using FusedOpt.GeneratorBenchmark;
using FusedOpt.GeneratorBenchmark.Scaling;
using Samples.Shared;

return CommandLineProgram.Run(Options.Command, args, parsed =>
{
    Options options = Options.Read(parsed);
    if (options.Scales)
    {
        Console.WriteLine("for one of n, in milliseconds of processor time; n^1 is linear");
        Console.WriteLine();
        ScalingReport.Run(options, Console.Out);
        return;
    }

    string size = $"{options.Classes} classes with {options.Fields} parameters each";
    Console.WriteLine($"{size}; medians of {options.Rounds}, in milliseconds of processor time");
    Console.WriteLine();
    Report.Run(options, Console.Out);
});
