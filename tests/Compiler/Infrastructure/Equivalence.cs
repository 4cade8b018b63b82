using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using Xunit;

namespace FusedOpt.Compiler.Tests.Infrastructure;

/// <summary>
/// The comparison of two programs: they must compute the same bits of the parameter, and of every state that the second still has.
/// </summary>
internal static class Equivalence
{
    private const int Trials = 16;

    /// <summary>The first difference that is found, or null.</summary>
    public static string? Difference(
        Program before, Program after, ElementType element, EquatableArray<long> hyperparameters, Random random, bool isMatrix = false)
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
            double[] Inputs(int count) => [.. Enumerable.Range(0, count).Select(_ => RandomValues.Input(random))];
            var shape = new Snapshot(random.Next(1, 4), random.Next(1, 4), isMatrix, [], []);
            double[] gradient = Inputs(shape.Count(Rate.Varying));
            Snapshot was = shape with
        {
            Parameter = Inputs(shape.Count(Rate.Varying)),
            States = [.. before.States.Select(s => Inputs(shape.Count(s.Rate)))],
        };
            long step = random.Next(3) == 0 ? random.NextInt64(1, long.MaxValue) : random.Next(1, 20);

            Snapshot expected = Interpreter.Run(before with { Element = element }, was, gradient, step, values);
            Snapshot actual = Interpreter.Run(
                after with { Element = element }, was with { States = [.. kept.Select(k => was.States[k])] }, gradient, step, values);
            IEnumerable<(string, double[], double[])> pairs = kept
                .Select((k, i) => (names[k], expected.States[k], actual.States[i]))
                .Prepend(("parameter", expected.Parameter, actual.Parameter));
            foreach ((string name, double[] wanted, double[] found) in pairs)
            {
                int at = Enumerable.Range(0, wanted.Length).FirstOrDefault(i => !Bits.Same(wanted[i], found[i]), -1);
                if (at >= 0)
                    return $"{name}[{at}] of {element} was {Bits.Show(wanted[at])} and is {Bits.Show(found[at])}";
            }
        }

        return null;
    }

    public static void Holds(
        Program before, Program after, ElementType element, EquatableArray<long> hyperparameters, int seed, bool isMatrix = false)
    {
        Assert.Null(Verifier.Check(after));
        string? difference = Difference(before, after, element, hyperparameters, new Random(seed), isMatrix);
        Assert.True(
            difference is null,
            $"Seed {seed}: {difference}\n{ProgramPrinter.Print(before)}\nwith "
                + $"{string.Join(", ", hyperparameters)}\n{ProgramPrinter.Print(after)}");
    }
}
