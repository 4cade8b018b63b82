using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Model;

namespace FusedOpt.Generator.Lowering;

/// <summary>The layout of the parameters that a class owns in its arena. Gradients and states have the same layout.</summary>
/// <remarks>
/// Parameters that are stepped alike lie together in a segment, so that a step is one loop. Spans come before single values, and pruned
/// parameters have segments of their own. Spans begin, and segments end, at the bounds of cache lines: so the loop has no tail, and single
/// values fill vectors.
/// </remarks>
internal sealed class ArenaLayout
{
    private const int LineBytes = 64;

    private readonly Dictionary<string, int> _starts = [];
    private readonly Dictionary<string, ArenaSegment> _segments = [];

    private ArenaLayout(IReadOnlyList<(ParameterField Field, Specialisation Specialisation)> owned, Rule rule, StateStorage storage)
    {
        Keyword = owned[0].Field.StorageInfo.Keyword;
        int line = LineBytes / (owned[0].Field.StorageInfo.Element == ElementType.Double ? 8 : 4);
        var segments = new List<ArenaSegment>();
        var padding = new List<(int, int)>();
        int end = 0;
        void Align()
        {
            int aligned = (end + line - 1) / line * line;
            if (aligned > end)
                padding.Add((end, aligned - end));
            end = aligned;
        }

        foreach (var alike in owned.GroupBy(o => (o.Specialisation.Kernels, o.Specialisation.LearningRateScale, o.Field.IsPruned)))
        {
            int start = end;
            foreach ((ParameterField field, _) in alike.OrderBy(o => o.Field.IsScalar))
            {
                if (!field.IsScalar)
                    Align();
                _starts.Add(field.Name, end);
                end = checked(end + Count(field));
            }

            Align();
            var segment = new ArenaSegment(start, end - start, alike.Key.Kernels, alike.Key.IsPruned, [.. alike.Select(o => o.Field.Name)]);
            segments.Add(segment);
            foreach (string name in segment.Parameters)
                _segments.Add(name, segment);
        }

        (Length, Segments, Padding) = (end, segments, padding);

        // Narrow states have another size than the elements of the arena.
        HoldsStates = !(storage.IsNarrow && owned[0].Field.StorageInfo.Element == ElementType.Single);
        bool IsHeld(StateSlot s) =>
            HoldsStates && s.Rate == Rate.Varying && owned.Any(o => o.Specialisation.Slots(rule).Contains(s));
        States = [.. rule.Update.States.Where(IsHeld)];
    }

    /// <summary>The element type that all parameters in the arena have, as the class spells it.</summary>
    public string Keyword { get; }

    /// <summary>The number of elements, including the elements between parameters.</summary>
    public int Length { get; }

    /// <summary>The segments, each of which a step updates in one loop.</summary>
    public IReadOnlyList<ArenaSegment> Segments { get; }

    /// <summary>The ranges of elements between parameters.</summary>
    public IReadOnlyList<(int Start, int Count)> Padding { get; }

    /// <summary>
    /// True if the arena holds the states of every element. If false, parameters are stepped one by one, with their states in fields.
    /// </summary>
    public bool HoldsStates { get; }

    /// <summary>The states of every element that the arena holds.</summary>
    public IReadOnlyList<StateSlot> States { get; }

    /// <summary>Returns the layout for a type, or null if the type owns no parameters.</summary>
    public static ArenaLayout? Create(TargetModel target, IReadOnlyList<Specialisation> parameters, Rule rule)
    {
        (ParameterField Field, Specialisation Specialisation)[] owned =
            [.. target.Parameters.Select((p, i) => (p, parameters[i])).Where(p => p.p.IsPacked)];
        return owned.Length == 0 ? null : new(owned, rule, target.State);
    }

    /// <summary>Returns the index of a parameter's first element.</summary>
    public int StartOf(string name) => _starts[name];

    /// <summary>Returns the segment that a parameter lies in.</summary>
    public ArenaSegment SegmentOf(string name) => _segments[name];

    /// <summary>Returns the number of elements of a parameter.</summary>
    public static int Count(ParameterField field) => field.Dimensions.Aggregate(1, (count, d) => checked(count * d));
}

/// <summary>A range of an arena whose parameters are stepped alike, and so in one loop.</summary>
/// <param name="Start">The index of the first element.</param>
/// <param name="Count">The number of elements.</param>
/// <param name="Kernels">The kernels that step the parameters.</param>
/// <param name="IsPruned">True if the parameters are pruned.</param>
/// <param name="Parameters">The names of the parameters.</param>
internal sealed record ArenaSegment(int Start, int Count, KernelSet<KernelIr> Kernels, bool IsPruned, IReadOnlyList<string> Parameters);
