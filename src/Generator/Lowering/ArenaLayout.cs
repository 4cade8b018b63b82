using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Model;

namespace FusedOpt.Generator.Lowering;

/// <summary>Where the parameters that a class owns lie in its arena; their gradients and states lie alike.</summary>
/// <remarks>
/// What is stepped alike lies together, spans before single values, so that a step is one loop; what is pruned lies apart. Spans begin, and each such segment ends, at the
/// bounds of cache lines: the loop has no tail, single values fill vectors.
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

        // Narrow state is of another size than what the arena holds.
        HoldsStates = !(storage.IsNarrow && owned[0].Field.StorageInfo.Element == ElementType.Single);
        States = [.. rule.Update.States.Where(s => HoldsStates && s.Rate == Rate.Varying && owned.Any(o => o.Specialisation.Slots(rule).Contains(s)))];
    }

    /// <summary>The type of the elements as the class spells it, which all parameters in the arena have.</summary>
    public string Keyword { get; }

    /// <summary>How many elements there are, with those between parameters.</summary>
    public int Length { get; }

    /// <summary>What a step goes through at once.</summary>
    public IReadOnlyList<ArenaSegment> Segments { get; }

    /// <summary>The elements between parameters: where they start and how many there are.</summary>
    public IReadOnlyList<(int Start, int Count)> Padding { get; }

    /// <summary>Whether it holds what state there is for each element. If not, parameters are stepped one by one, with state in fields.</summary>
    public bool HoldsStates { get; }

    /// <summary>The states that have a value for each element.</summary>
    public IReadOnlyList<StateSlot> States { get; }

    /// <summary>Returns the layout for a type, or null if it owns no parameters.</summary>
    public static ArenaLayout? Create(TargetModel target, IReadOnlyList<Specialisation> parameters, Rule rule)
    {
        (ParameterField Field, Specialisation Specialisation)[] owned = [.. target.Parameters.Select((p, i) => (p, parameters[i])).Where(p => p.p.IsPacked)];
        return owned.Length == 0 ? null : new(owned, rule, target.State);
    }

    /// <summary>Where a parameter starts.</summary>
    public int StartOf(string name) => _starts[name];

    /// <summary>The segment that a parameter lies in.</summary>
    public ArenaSegment SegmentOf(string name) => _segments[name];

    /// <summary>How many elements a parameter has.</summary>
    public static int Count(ParameterField field) => field.Dimensions.Aggregate(1, (count, d) => checked(count * d));
}

/// <summary>Parameters that are stepped alike, and so in one loop.</summary>
internal sealed record ArenaSegment(int Start, int Count, KernelSet<KernelIr> Kernels, bool IsPruned, IReadOnlyList<string> Parameters);
