using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using Xunit;

namespace FusedOpt.Compiler.Tests.Infrastructure;

/// <summary>Whether two programs compute the same bits: of the parameter, and of every state that the second still has.</summary>
internal static class Equivalence
{
    private const int Trials = 16;

    /// <summary>The first difference that is found, or null.</summary>
    public static string? Difference(Program before, Program after, ElementType element, EquatableArray<long> hyperparameters, Random random)
    {
        string[] names = [.. before.States.Select(s => s.Name)];
        int[] kept = [.. after.States.Select(s => Array.IndexOf(names, s.Name))];
        for (int i = 0; i < kept.Length; i++)
        {
            if (kept[i] < 0 || before.States[kept[i]] with { Out = 0 } != after.States[i] with { Out = 0 })
                return $"state {after.States[i].Name} is another";
        }

        long[] values = [.. hyperparameters];
        for (int trial = 0; trial < Trials; trial++)
        {
            double parameter = RandomValues.Input(random), gradient = RandomValues.Input(random);
            double[] states = [.. names.Select(_ => RandomValues.Input(random))];
            long step = random.Next(3) == 0 ? random.NextInt64(1, long.MaxValue) : random.Next(1, 20);

            double[] expected = Interpreter.Run(before with { Element = element }, parameter, gradient, states, step, values);
            double[] actual = Interpreter.Run(after with { Element = element }, parameter, gradient, [.. kept.Select(k => states[k])], step, values);
            IEnumerable<(string, double, double)> pairs = kept.Select((k, i) => (names[k], expected[k + 1], actual[i + 1])).Prepend(("parameter", expected[0], actual[0]));
            foreach ((string name, double was, double isNow) in pairs)
            {
                if (!Bits.Same(was, isNow))
                    return $"{name} of {element} was {Bits.Show(was)} and is {Bits.Show(isNow)}";
            }
        }

        return null;
    }

    public static void Holds(Program before, Program after, ElementType element, EquatableArray<long> hyperparameters, int seed)
    {
        Assert.Null(Verifier.Check(after));
        string? difference = Difference(before, after, element, hyperparameters, new Random(seed));
        Assert.True(
            difference is null,
            $"Seed {seed}: {difference}\n{ProgramPrinter.Print(before)}\nwith {string.Join(", ", hyperparameters)}\n{ProgramPrinter.Print(after)}");
    }
}
