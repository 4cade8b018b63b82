using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;

namespace FusedOpt.Generator.Lowering;

/// <summary>
/// Finds the streams that a sweep neither needs nor changes in some steps, so that such a step can leave their memory alone. Slow weights
/// in a step that is not slow are an example.
/// </summary>
/// <remarks>A step that changes nothing at all, such as an evaluation before the first step, may take its time.</remarks>
/// <param name="program">The program.</param>
/// <param name="conditions">The conditions that the loop is compiled for.</param>
/// <param name="loads">The values that the loop reads.</param>
/// <param name="computed">The values that the loop computes.</param>
/// <param name="stores">The values that the loop writes.</param>
internal sealed class ConditionalAccess(Program program, int[] conditions, Place[] loads, int[] computed, Place[] stores)
{
    /// <summary>
    /// Returns the streams that some steps leave alone. Each comes with answers, any of which makes a step read and write the stream.
    /// </summary>
    public IEnumerable<ConditionalStream> Find()
    {
        bool[] Answers(int set) => [.. conditions.Select((_, i) => (set >> i & 1) != 0)];
        bool[][] answers = [.. Enumerable.Range(0, 1 << conditions.Length).Select(Answers)];
        HashSet<int>[] needs = [.. answers.Select(Needs)];
        foreach (Place load in loads)
        {
            if (stores.FirstOrDefault(s => s.Stream == load.Stream) is not { } store)
                continue;
            bool[][] untouched =
            [
                .. answers.Where((answer, i) =>
                    needs[i].Count > 0 && Chosen(store.Value, answer) == load.Value && !needs[i].Contains(load.Value)),
            ];
            if (Touching(untouched) is { } touchedIf)
                yield return new(load.Stream, touchedIf.ToEquatableArray());
        }
    }

    // The values that a sweep has to load or compute, given the answers to the conditions.
    private HashSet<int> Needs(bool[] answers)
    {
        var needs = new HashSet<int>();
        IEnumerable<Place> chosen = stores.Select(s => new Place(s.Stream, Chosen(s.Value, answers)));
        var pending = new Stack<int>(chosen.Where(s => !loads.Contains(s)).Select(s => s.Value));
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

    // The value that the selects come to, given the answers.
    private int Chosen(int position, bool[] answers)
    {
        while (program.Instructions[position] is { Op: Op.Select } select
            && System.Array.IndexOf(conditions, select.A) is var condition and >= 0)
        {
            position = answers[condition] ? select.B : select.C;
        }

        return position;
    }

    // Null unless certain answers together leave a stream alone, and no others do. Then the opposite of any of them touches the stream.
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
