using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Passes;

namespace FusedOpt.Generator.Lowering;

/// <summary>Operations on regions: outputs that are added, inputs that are replaced.</summary>
internal static class Regions
{
    /// <summary>Returns a region.</summary>
    public static Program Create(
        string name,
        ElementType element,
        IEnumerable<InputSlot> inputs,
        IEnumerable<OutputSlot> outputs,
        EquatableArray<Instruction> instructions) => new(
            name,
            Source: null,
            element,
            EquatableArray<Hyperparameter>.Empty,
            EquatableArray<StateSlot>.Empty,
            instructions,
            ParameterOut: -1,
            EquatableArray<Requirement>.Empty,
            ProgramKind.Region)
    {
        Inputs = inputs.ToEquatableArray(),
        Outputs = outputs.ToEquatableArray(),
    };

    /// <summary>Returns a name that no input and no output of a region has.</summary>
    public static string Free(Program region, string name)
    {
        HashSet<string> taken = [.. region.Inputs.Select(i => i.Name), .. region.Outputs.Select(o => o.Name)];
        return Identifiers.Unique(name, taken);
    }

    /// <summary>Returns a region with one more output.</summary>
    /// <param name="region">The region.</param>
    /// <param name="make">Appends the value; returns the name, the rate and the position of the output.</param>
    public static Program Append(Program region, Func<ProgramBuilder, (string Name, Rate Rate, int Value)> make)
    {
        var builder = new ProgramBuilder();
        int[] map = Copy(region, builder);
        Program copy = region.With(builder.ToInstructions(), map);
        (string name, Rate rate, int value) = make(builder);
        return copy with
        {
            Instructions = builder.ToInstructions(),
            Outputs = copy.Outputs.Append(new OutputSlot(name, rate, value)).ToEquatableArray(),
        };
    }

    /// <summary>Returns a region that reads the sum of further inputs in the place of one.</summary>
    /// <param name="region">The region.</param>
    /// <param name="slot">The number of the input that nothing reads any more.</param>
    /// <param name="by">The tensors of the further inputs, with their rates.</param>
    /// <param name="tensors">Receives the tensor of each further input.</param>
    public static Program ReplaceInput(Program region, int slot, List<(int Tensor, Rate Rate)> by, List<int> tensors)
    {
        var slots = region.Inputs.ToList();
        var numbers = new List<(int Slot, Rate Rate, string Name)>();
        foreach ((int tensor, Rate rate) in by)
        {
            string name = Free(region with { Inputs = slots.ToEquatableArray() }, region.Inputs[slot].Name);
            numbers.Add((slots.Count, rate, name));
            slots.Add(new(name, rate));
            tensors.Add(tensor);
        }

        Program replaced = region with { Inputs = slots.ToEquatableArray() };
        return replaced.Rewrite((builder, instruction, _) =>
        {
            if (instruction.Op != Op.Input || instruction.Payload.Index != slot)
                return builder.Copy(instruction);
            int? sum = null;
            foreach ((int number, Rate rate, string name) in numbers)
            {
                int next = builder.Input(number, rate, name);
                if (rate == Rate.Tensor && instruction.Rate != Rate.Tensor)
                    next = builder.Operation(Op.ToElement, next);
                sum = sum is { } before ? builder.Operation(Op.Add, before, next) : next;
            }

            return sum!.Value;
        });
    }

    /// <summary>Returns a region without inputs that nothing reads, whose slots are dropped.</summary>
    public static Program RemoveInputs(Program region, IEnumerable<int> slots)
    {
        HashSet<int> removed = [.. slots];
        int[] kept = [.. Enumerable.Range(0, region.Inputs.Count).Where(i => !removed.Contains(i))];
        int[] numbers = [.. Enumerable.Range(0, region.Inputs.Count).Select(i => Array.IndexOf(kept, i))];
        Program renumbered = region with { Inputs = kept.Select(k => region.Inputs[k]).ToEquatableArray() };
        return renumbered with
        {
            Instructions = renumbered.Instructions.Select(
                i => i.Op == Op.Input ? i with { Payload = Payload.From(numbers[i.Payload.Index]) } : i),
        };
    }

    /// <summary>Copies the instructions of a region and returns the new position of each.</summary>
    public static int[] Copy(Program region, ProgramBuilder builder)
    {
        int[] map = new int[region.Instructions.Count];
        for (int i = 0; i < map.Length; i++)
            map[i] = builder.Copy(region.Instructions[i].Mapped(map));
        return map;
    }

    /// <summary>Returns a operation whose region is ready to be printed, without inputs that nothing reads.</summary>
    public static RegionOperation Finish(RegionOperation operation)
    {
        Program region = Pipeline.Region(operation.Region);
        HashSet<int> read = [.. region.Instructions.Where(i => i.Op == Op.Input).Select(i => i.Payload.Index)];
        int[] unread = [.. Enumerable.Range(0, region.Inputs.Count).Where(i => !read.Contains(i))];
        return operation with
        {
            Region = RemoveInputs(region, unread),
            Inputs = operation.Inputs.Where((_, i) => read.Contains(i)).ToEquatableArray(),
        };
    }
}
