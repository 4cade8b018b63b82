using System;
using FusedOpt.GeneratorBenchmark;
using Samples.Shared;

return CommandLineProgram.Run("generator-benchmark", Options.Help, args, line =>
{
    Options options = Options.Parse(line);
    Console.WriteLine($"{options.Classes} classes with {options.Fields} parameters each; medians of {options.Rounds}, in milliseconds of processor time");
    Console.WriteLine();
    Report.Run(options, Console.Out);
});
