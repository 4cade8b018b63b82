using System;
using System.Collections.Generic;
using System.Linq;

namespace Samples.Shared;

/// <summary>Rows to train on and rows kept back for the test, with the same share of each class in both.</summary>
internal static class StratifiedSplit
{
    /// <summary>Splits the rows.</summary>
    /// <param name="rows">All of them.</param>
    /// <param name="label">The class of a row.</param>
    /// <param name="trainingTenths">The number of tenths of each class to train on.</param>
    /// <param name="seed">The seed that decides which rows.</param>
    public static (List<T> Training, List<T> Test) Of<T>(IEnumerable<T> rows, Func<T, int> label, int trainingTenths, ulong seed)
    {
        var random = new SplitMix64(seed);
        List<T> training = [], test = [];
        foreach (IGrouping<int, T> group in rows.GroupBy(label))
        {
            T[] members = [.. group];
            random.Shuffle(members.AsSpan());
            int cut = members.Length * trainingTenths / 10;
            training.AddRange(members[..cut]);
            test.AddRange(members[cut..]);
        }

        return (training, test);
    }
}
