using System;
using System.Collections.Generic;
using System.Linq;

namespace FusedOpt;

/// <summary>Finds the name that was probably meant.</summary>
internal static class Nearest
{
    private const int MostCompared = 1000;

    /// <summary>Returns the candidate that differs in the fewest letters; null if each differs in more than a third of them.</summary>
    public static string? Find(string name, IReadOnlyList<string> candidates)
    {
        (string? nearest, int least) = (null, (name.Length / 3) + 1);
        foreach (string candidate in candidates.Take(MostCompared).Where(c => Math.Abs(c.Length - name.Length) < least))
        {
            int distance = Distance(name, candidate);
            if (distance < least)
                (nearest, least) = (candidate, distance);
        }

        return nearest;
    }

    // Levenshtein's, row by row.
    private static int Distance(string a, string b)
    {
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            (int diagonal, row[0]) = (row[0], i);
            for (int j = 1; j <= b.Length; j++)
            {
                int replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}
