using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Ir;

namespace FusedOpt.Generator.Backends.CSharp.Kernels;

/// <summary>When a sweep neither needs nor changes what it loads, so that the memory can be left alone: slow weights in a step that is not slow.</summary>
/// <remarks>One that changes nothing at all, as an evaluation before the first step, may take its time.</remarks>
internal sealed class ConditionalAccess
{
    private readonly Program _program;
    private readonly KernelSweep _sweep;
    private readonly Dictionary<Stream, string> _conditions = [];

    public ConditionalAccess(Program program, KernelSweep sweep)
    {
        (_program, _sweep) = (program, sweep);
        bool[][] answers = [.. Enumerable.Range(0, 1 << sweep.Conditions.Count).Select(set => sweep.Conditions.Select((_, i) => (set >> i & 1) != 0).ToArray())];
        HashSet<int>[] needs = [.. answers.Select(Needs)];
        foreach ((Stream stream, int value) in sweep.Loads.Where(l => sweep.Stores.Any(s => s.Stream == l.Stream)))
        {
            int stored = sweep.Stores.First(s => s.Stream == stream).Value;
            bool[][] untouched = [.. answers.Where((answer, i) => needs[i].Count > 0 && Chosen(stored, answer) == value && !needs[i].Contains(value))];
            if (Touching(untouched) is { } condition)
                _conditions.Add(stream, condition);
        }
    }

    /// <summary>What is left alone in some steps.</summary>
    public IEnumerable<Stream> Streams => _conditions.Keys;

    /// <summary>What has to hold for a stream to be touched, in C#; null where it always is.</summary>
    public string? TouchedIf(Stream stream) => _conditions.TryGetValue(stream, out string? condition) ? condition : null;

    // The values that have to be there, given the answers to the conditions.
    private HashSet<int> Needs(bool[] answers)
    {
        var needs = new HashSet<int>();
        var pending = new Stack<int>(_sweep.Stores.Select(s => (s.Stream, Value: Chosen(s.Value, answers))).Where(s => !_sweep.Loads.Contains((s.Stream, s.Value))).Select(s => s.Value));
        while (pending.Count > 0)
        {
            int position = Chosen(pending.Pop(), answers);
            if (!needs.Add(position) || !_sweep.Computes(position))
                continue;
            foreach (int operand in _program.Instructions[position].Operands)
                pending.Push(operand);
        }

        return needs;
    }

    // The branch that is taken.
    private int Chosen(int position, bool[] answers)
    {
        while (_program.Instructions[position] is { Op: Op.Select } select && Condition(select.A) is var condition and >= 0)
            position = answers[condition] ? select.B : select.C;
        return position;
    }

    private int Condition(int position)
    {
        for (int i = 0; i < _sweep.Conditions.Count; i++)
        {
            if (_sweep.Conditions[i].Position == position)
                return i;
        }

        return -1;
    }

    // Where all these answers have the same ones in common and nothing else: one of those has to be another.
    private string? Touching(bool[][] untouched)
    {
        if (untouched.Length == 0)
            return null;
        int[] common = [.. Enumerable.Range(0, _sweep.Conditions.Count).Where(i => untouched.All(answer => answer[i] == untouched[0][i]))];
        return common.Length > 0 && untouched.Length == 1 << (_sweep.Conditions.Count - common.Length)
            ? string.Join(" || ", common.Select(i => $"{(untouched[0][i] ? "!" : "")}{_sweep.Conditions[i].TypeParameter}.Holds"))
            : null;
    }
}
