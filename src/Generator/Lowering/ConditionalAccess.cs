using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;

namespace FusedOpt.Generator.Lowering;

/// <summary>Finds the streams that a sweep neither needs nor changes in some steps, so that the memory can be left alone: slow weights in a step that is not slow.</summary>
/// <remarks>A step that changes nothing at all, as an evaluation before the first step, may take its time.</remarks>
/// <param name="program">The program.</param>
/// <param name="conditions">The conditions that the loop is compiled for.</param>
/// <param name="loads">The values that the loop reads.</param>
/// <param name="computed">The values that the loop computes.</param>
/// <param name="stores">The values that the loop writes.</param>
internal sealed class ConditionalAccess(Program program, int[] conditions, Place[] loads, int[] computed, Place[] stores)
{
    /// <summary>Returns these streams, with the answers of which one must be given for the stream to be touched.</summary>
    public IEnumerable<ConditionalStream> Find()
    {
        bool[][] answers = [.. Enumerable.Range(0, 1 << conditions.Length).Select(set => conditions.Select((_, i) => (set >> i & 1) != 0).ToArray())];
        HashSet<int>[] needs = [.. answers.Select(Needs)];
        foreach (Place load in loads)
        {
            if (stores.FirstOrDefault(s => s.Stream == load.Stream) is not { } store)
                continue;
            bool[][] untouched = [.. answers.Where((answer, i) => needs[i].Count > 0 && Chosen(store.Value, answer) == load.Value && !needs[i].Contains(load.Value))];
            if (Touching(untouched) is { } touchedIf)
                yield return new(load.Stream, touchedIf.ToEquatableArray());
        }
    }

    // The values that have to be there, given the answers to the conditions.
    private HashSet<int> Needs(bool[] answers)
    {
        var needs = new HashSet<int>();
        var pending = new Stack<int>(stores.Select(s => new Place(s.Stream, Chosen(s.Value, answers))).Where(s => !loads.Contains(s)).Select(s => s.Value));
        while (pending.Count > 0)
        {
            int position = Chosen(pending.Pop(), answers);
            if (!needs.Add(position) || !computed.Contains(position))
                continue;
            foreach (int operand in program.Instructions[position].Operands)
                pending.Push(operand);
        }

        return needs;
    }

    // The branch that is taken.
    private int Chosen(int position, bool[] answers)
    {
        while (program.Instructions[position] is { Op: Op.Select } select && System.Array.IndexOf(conditions, select.A) is var condition and >= 0)
            position = answers[condition] ? select.B : select.C;
        return position;
    }

    // Where all these answers have the same ones in common and nothing else: one of those has to be another.
    private Answer[]? Touching(bool[][] untouched)
    {
        if (untouched.Length == 0)
            return null;
        int[] common = [.. Enumerable.Range(0, conditions.Length).Where(i => untouched.All(answer => answer[i] == untouched[0][i]))];
        return common.Length > 0 && untouched.Length == 1 << (conditions.Length - common.Length)
            ? [.. common.Select(i => new Answer(conditions[i], !untouched[0][i]))]
            : null;
    }
}
