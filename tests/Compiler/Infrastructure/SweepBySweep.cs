using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;

namespace FusedOpt.Compiler.Tests.Infrastructure;

/// <summary>
/// Carries out a schedule as a machine would: every sweep sees only memory, what it computes itself, and finished reductions.
/// </summary>
internal static class SweepBySweep
{
    /// <summary>
    /// Returns a description of the first difference between memory after the sweeps and after the program; null if none.
    /// </summary>
    public static string? Difference(Program program, SweepPlan plan, int seed)
    {
        var random = new Random(seed);
        double[] Inputs(int count) => [.. Enumerable.Range(0, count).Select(_ => RandomValues.Input(random))];
        var shape = new Snapshot(random.Next(1, 4), random.Next(1, 4), IsMatrix: false, [], []);
        int count = shape.Count(Rate.Varying);
        double[] gradient = Inputs(count);
        Snapshot before = shape with { Parameter = Inputs(count), States = [.. program.States.Select(s => Inputs(shape.Count(s.Rate)))] };
        long[] hyperparameters = [.. RandomPrograms.HyperparametersFor(program, random)];
        Snapshot expected = Interpreter.Run(program, before, gradient, 3, hyperparameters);

        var memory = new Dictionary<StreamId, double[]> { [StreamId.Parameter] = [.. before.Parameter], [StreamId.Gradient] = gradient };
        for (int s = 0; s < before.States.Length; s++)
            memory[StreamId.State(s)] = [.. before.States[s]];
        Dictionary<int, double[]> finished = Finished();
        foreach (Sweep sweep in plan.Sweeps)
        {
            // All elements as one: what is stored is computed from what the sweep finds.
            (StreamId Stream, double[] Values)[] stored =
            [
                .. sweep.Stores.Select(s => (s.Stream, Value(s.Value, sweep))),
                .. sweep.Reductions.Select(r => program.Instructions[r].A)
                    .Where(v => program.Instructions[v].Rate == Rate.Varying)
                    .Select(v => (StreamId.Intermediate(v), Value(v, sweep))),
            ];
            foreach ((StreamId stream, double[] values) in stored)
                memory[stream] = values;
        }

        IEnumerable<(string Name, double[] Expected, double[] Actual)> pairs = program.States
            .Select((s, i) => (s.Name, s.Rate, expected.States[i], memory[StreamId.State(i)]))
            .Where(s => s.Rate == Rate.Varying)
            .Select(s => (s.Name, s.Item3, s.Item4))
            .Prepend(("parameter", expected.Parameter, memory[StreamId.Parameter]));
        return pairs
            .Where(p => !p.Expected.Zip(p.Actual).All(v => Bits.Same(v.First, v.Second)))
            .Select(p => $"Seed {seed}: {p.Name}\n{ProgramPrinter.Print(program)}")
            .FirstOrDefault();

        // The program cut down to one value: what it loads comes from memory, reductions are finished, and nothing else is there.
        double[] Value(int position, Sweep sweep)
        {
            Instruction[] cut = [.. program.Instructions];
            var slots = new List<(Rate Rate, double[] Values)>();
            for (int s = 0; s < program.States.Count; s++)
                slots.Add((program.States[s].Rate, before.States[s]));
            for (int i = 0; i < cut.Length; i++)
            {
                Place? load = sweep.Loads.FirstOrDefault(l => l.Value == i);
                if (load is not null || finished.ContainsKey(i))
                {
                    cut[i] = cut[i] with { Op = Op.State, A = -1, Payload = Payload.From(slots.Count) };
                    slots.Add((cut[i].Rate, load is not null ? memory[load.Stream] : finished[i]));
                }
                else if (cut[i] is { IsInput: true, Rate: Rate.Varying })
                {
                    cut[i] = cut[i] with { Op = Op.Constant, Rate = Rate.Varying, Payload = new(Bits.Of(double.NaN)) };
                }
            }

            return Interpreter.Run(
                Reading(cut, slots, [position]),
                before with { States = [.. slots.Select(s => s.Values)] },
                gradient,
                3,
                hyperparameters).Parameter;
        }

        // A program of which as many of the last states show the values at positions.
        Program Reading(IEnumerable<Instruction> instructions, List<(Rate Rate, double[] Values)> slots, int[] positions) => program with
        {
            Instructions = instructions.ToEquatableArray(),
            States = slots.Select((s, i) => new StateSlot("s", s.Rate, 0, -1, positions[Math.Max(0, i - slots.Count + positions.Length)]))
                .ToEquatableArray(),
            ParameterOut = positions[0],
        };

        Dictionary<int, double[]> Finished()
        {
            int[] reductions = [.. Enumerable.Range(0, program.Instructions.Count).Where(i => program.Instructions[i].IsReduction)];
            if (reductions.Length == 0)
                return [];
            List<(Rate Rate, double[] Values)> slots =
            [
                .. program.States.Select((s, i) => (s.Rate, before.States[i])),
                .. reductions.Select(r => (program.Instructions[r].Rate, Array.Empty<double>())),
            ];
            Snapshot after = Interpreter.Run(
                Reading(program.Instructions, slots, reductions) with { ParameterOut = program.ParameterOut },
                before with { States = [.. slots.Select(s => s.Values)] }, gradient, 3, hyperparameters);
            return reductions.Select((r, i) => (r, after.States[^(reductions.Length - i)])).ToDictionary(p => p.r, p => p.Item2);
        }
    }
}
