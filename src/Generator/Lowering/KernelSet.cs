using System;
using System.Collections.Generic;

namespace FusedOpt.Generator.Lowering;

/// <summary>The kernels for one kind of parameter.</summary>
/// <typeparam name="T">A kernel as data, or with the names of a backend.</typeparam>
/// <param name="Update">The kernel of a step.</param>
/// <param name="Evaluate">The kernel that moves a parameter to where the parameter is evaluated; null if none.</param>
/// <param name="Train">The kernel that moves a parameter back; null if none.</param>
internal sealed record KernelSet<T>(T Update, T? Evaluate, T? Train)
    where T : class
{
    /// <summary>The kernels of the set, without null.</summary>
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

    /// <summary>Returns the set with the result of a function in the place of each kernel.</summary>
    public KernelSet<TResult> Select<TResult>(Func<T, TResult> selector)
        where TResult : class =>
        new(selector(Update), Evaluate is null ? null : selector(Evaluate), Train is null ? null : selector(Train));
}
