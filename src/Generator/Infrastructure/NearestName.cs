using System;
using System.Collections.Generic;
using System.Linq;

namespace FusedOpt.Generator.Infrastructure;

/// <summary>Finds the known name that an unknown name was meant to be.</summary>
internal static class NearestName
{
    // Short names of other libraries, which no edit distance would find.
    private static readonly Dictionary<string, string> Abbreviations = new(StringComparer.OrdinalIgnoreCase)
    {
        ["lr"] = "LearningRate",
        ["eps"] = "Epsilon",
        ["wd"] = "WeightDecay",
    };

    /// <summary>Returns the one known name that is nearest to a name; null if no name is near, or if several are equally near.</summary>
    /// <remarks>
    /// Case and underscores do not count. A name is near if at most a third of the shorter name has to be changed, and always if one
    /// letter has to be.
    /// </remarks>
    /// <param name="name">The unknown name.</param>
    /// <param name="known">The names that there are.</param>
    public static string? Find(string name, IEnumerable<string> known)
    {
        string wanted = Bare(name);
        if (wanted.Length == 0)
            return null;
        string[] all = [.. known.Distinct(StringComparer.Ordinal)];
        if (Abbreviations.TryGetValue(name, out string meant) && all.FirstOrDefault(k => Bare(k) == Bare(meant)) is { } full)
            return full;
        (string Name, int Distance)[] near =
        [
            .. all.Select(k => (Name: k, Bare: Bare(k)))
                .Select(k => (k.Name, Distance: Distance(wanted, k.Bare), Most: Math.Max(1, Math.Min(wanted.Length, k.Bare.Length) / 3)))
                .Where(k => k.Distance <= k.Most && k.Distance < wanted.Length)
                .Select(k => (k.Name, k.Distance))
                .OrderBy(k => k.Distance),
        ];
        return near.Length == 0 || (near.Length > 1 && near[0].Distance == near[1].Distance) ? null : near[0].Name;
    }

    /// <summary>Returns the end of a message about an unknown name: a question with the nearest name; empty if there is none.</summary>
    public static string Question(string? nearest) => nearest is null ? "" : $"; did you mean '{nearest}'?";

    // Counts the letters to be inserted, removed, replaced or exchanged with their neighbour.
    private static int Distance(string a, string b)
    {
        int[] beforeLast = new int[b.Length + 1], last = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int[] row = new int[b.Length + 1];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                row[j] = Math.Min(replaced, Math.Min(last[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    row[j] = Math.Min(row[j], beforeLast[j - 2] + 1);
            }

            (beforeLast, last) = (last, row);
        }

        return last[b.Length];
    }

    private static string Bare(string name) => name.Replace("_", "").ToLowerInvariant();
}
