using FusedOpt.Generator.Ir;

namespace FusedOpt.Generator.Lowering;

/// <summary>A kernel as data: what a backend prints.</summary>
/// <param name="Key">What it depends on.</param>
/// <param name="Program">What it computes.</param>
/// <param name="Plan">In how many sweeps, and what each of them does.</param>
/// <param name="IsMasked">True if it clears the elements that are pruned itself, behind its last sweep.</param>
internal sealed record KernelIr(KernelKey Key, Program Program, SweepPlan Plan, bool IsMasked)
{
    /// <inheritdoc/>
    /// <remarks>The key decides; a hash of the whole program would cost more than what is looked up with it.</remarks>
    public override int GetHashCode() => Key.GetHashCode();
}

/// <summary>The kernels for one kind of parameter.</summary>
/// <param name="Update">A step.</param>
/// <param name="Evaluate">The move to where it is evaluated; null if there is none.</param>
/// <param name="Train">The move back; null if there is none.</param>
internal sealed record KernelSet<T>(T Update, T? Evaluate, T? Train)
    where T : class
{
    public System.Collections.Generic.IEnumerable<T> All
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
    public KernelSet<TResult> Select<TResult>(System.Func<T, TResult> selector)
        where TResult : class => new(selector(Update), Evaluate is null ? null : selector(Evaluate), Train is null ? null : selector(Train));
}
