using System;
using FusedOpt.Benchmarks;
using Samples.Shared;

return CommandLineProgram.Run("benchmarks", Options.Help, args, line =>
{
    Options options = Options.Parse(line);
    TableRun.Run(options);
});
