using FusedOpt.Benchmarks;
using FusedOpt.Benchmarks.Checkpoints;
using FusedOpt.Benchmarks.First;
using FusedOpt.Benchmarks.Products;
using FusedOpt.Benchmarks.Rows;
using FusedOpt.Benchmarks.Training;
using Samples.Shared;
#if FINE
using FusedOpt.Benchmarks.Fine;
#endif

return CommandLineProgram.Run(Options.Command, args, parsed =>
{
    Options options = Options.Read(parsed);
    switch (options.Mode)
    {
        case Mode.First:
            FirstRun.Run();
            break;
        case Mode.FirstChild:
            FirstSteps.Run(options.Length);
            break;
        case Mode.Rows:
            RowsRun.Run();
            break;
        case Mode.Checkpoints:
            CheckpointRun.Run();
            break;
        case Mode.Products:
            ProductsRun.Run(options.Filter);
            break;
        case Mode.Training:
            TrainingRun.Run();
            break;
        case Mode.Fine:
#if FINE
            FineRun.Run(options.Filter);
            break;
#else
            throw new UsageException("--fine needs the JIT; this is a native binary");
#endif
        default:
            TableRun.Run(options);
            break;
    }
});
