using System;
using System.Collections.Generic;

namespace FusedOpt.Generator.Lowering;

/// <summary>The kernels for one kind of parameter.</summary>
/// <typeparam name="T">A kernel as data, or with the names of a backend.</typeparam>
/// <param name="Update">A step.</param>
/// <param name="Evaluate">The move to where it is evaluated; null if there is none.</param>
/// <param name="Train">The move back; null if there is none.</param>
internal sealed record KernelSet<T>(T Update, T? Evaluate, T? Train)
    where T : class
{
    /// <summary>The kernels that there are.</summary>
    public IEnumerable<T> All
    {
        get
        {
            yield return Update;
            if (Evaluate is not null)
                yield return Evaluate;
            if (Train is not null)
                yield return Train;
        }
    }

    /// <summary>Returns the set of what each kernel becomes.</summary>
    public KernelSet<TResult> Select<TResult>(Func<T, TResult> selector)
        where TResult : class => new(selector(Update), Evaluate is null ? null : selector(Evaluate), Train is null ? null : selector(Train));
}
