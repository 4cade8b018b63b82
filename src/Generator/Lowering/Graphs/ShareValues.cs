using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Passes;

namespace FusedOpt.Generator.Lowering;

/// <summary>
/// Lets the regions of gradients use values of the forward pass: a result that is kept for a product is read instead of computed again,
/// and the last region of the forward pass and its gradient, which follows at once, become one.
/// </summary>
internal static class ShareValues
{
    /// <summary>Rewrites the operations.</summary>
    /// <param name="operations">The forward operations and the backward operations.</param>
    /// <param name="pairs">The regions of the forward pass with those of their gradients.</param>
    public static void Run(GraphOperations operations, IReadOnlyList<RegionPair> pairs)
    {
        HashSet<int> kept = [.. operations.Backward.SelectMany(FindKept)];
        foreach (RegionPair pair in pairs)
        {
            var second = (RegionOperation)pair.Backward[pair.Place];
            bool isLast = ReferenceEquals(pair.Backward, operations.Backward) && pair.Place == 0
                && ReferenceEquals(operations.Forward[operations.Forward.Count - 1], pair.Region);
            pair.Backward[pair.Place] = isLast ? Merge(pair.Region, second) : Substitute(pair.Region, second, kept);
            if (isLast)
                operations.Forward.RemoveAt(operations.Forward.Count - 1);
        }
    }

    // The values that products of the backward pass read.
    private static IEnumerable<int> FindKept(TensorOperation operation) => operation switch
    {
        LinearWeightGradientOperation product => [product.X],
        MatMulOperation product => product.Reads,
        LoopOperation loop => loop.Body.SelectMany(FindKept),
        _ => [],
    };

    // The region of a gradient begins with the instructions of the region itself, at the same positions.
    private static RegionOperation Merge(RegionOperation first, RegionOperation second)
    {
        Program region = second.Region;
        foreach (OutputSlot output in first.Region.Outputs)
        {
            OutputSlot free = output with { Name = Regions.Free(region, output.Name) };
            region = region with { Outputs = region.Outputs.Append(free).ToEquatableArray() };
        }

        return second with { Region = region, Outputs = second.Outputs.Concat(first.Outputs).ToEquatableArray() };
    }

    // One rewrite for all results: the positions that are looked for are those before it.
    private static RegionOperation Substitute(RegionOperation first, RegionOperation second, HashSet<int> kept)
    {
        var tensors = second.Inputs.ToList();
        var slots = second.Region.Inputs.ToList();
        var results = new Dictionary<int, int>();
        var conditions = new Dictionary<int, int>();
        for (int output = 0; output < first.Outputs.Count; output++)
        {
            OutputSlot slot = first.Region.Outputs[output];
            Instruction value = first.Region.Instructions[slot.Value];
            if (!kept.Contains(first.Outputs[output]) || value.IsInput || value.Rate != slot.Rate || results.ContainsKey(slot.Value))
                continue;
            results.Add(slot.Value, slots.Count);

            // A rectified number is above 0 where the number itself is.
            if (IsRectified(first.Region, slot.Value))
                conditions[value.A] = slots.Count;
            string name = Regions.Free(second.Region with { Inputs = slots.ToEquatableArray() }, slot.Name);
            slots.Add(new(name, slot.Rate));
            tensors.Add(first.Outputs[output]);
        }

        int Read(ProgramBuilder builder, int slot) => builder.Input(slot, slots[slot].Rate, slots[slot].Name);
        Program wider = second.Region with { Inputs = slots.ToEquatableArray() };
        return second with
        {
            Region = wider.Rewrite((builder, instruction, position) =>
                results.TryGetValue(position, out int result) ? Read(builder, result)
                : conditions.TryGetValue(position, out int rectified)
                    ? builder.Operation(Op.Greater, Read(builder, rectified), instruction.B)
                : builder.Copy(instruction)),
            Inputs = tensors.ToEquatableArray(),
        };
    }

    // x > 0 ? x : 0
    private static bool IsRectified(Program region, int value)
    {
        Instruction choice = region.Instructions[value];
        if (choice.Op != Op.Select)
            return false;
        Instruction condition = region.Instructions[choice.A];
        bool IsZero(int position) => region.Instructions[position] is { IsConstant: true, Number: 0 };
        return condition.Op == Op.Greater && condition.A == choice.B && IsZero(condition.B) && IsZero(choice.C);
    }
}
