using System.Linq;
using FusedOpt.Generator.Ir;

namespace FusedOpt.Compiler.Tests.Infrastructure;

/// <summary>Programs run on a parameter of one element.</summary>
internal static class OneElement
{
    /// <summary>The parameter after the step, then its state.</summary>
    public static double[] Run(Program program, double parameter, double gradient, double[] states, long step, long[] hyperparameters)
    {
        var before = new Snapshot(1, 1, IsMatrix: false, [parameter], [.. states.Select(s => new[] { s })]);
        Snapshot after = Interpreter.Run(program, before, [gradient], step, hyperparameters);
        return [after.Parameter[0], .. after.States.Select(s => s[0])];
    }
}
