using System.ComponentModel;

namespace FusedOpt.CompilerServices;

/// <summary>
/// A function of one number, written once for vectors of every width. It uses nothing but operations that round the same
/// everywhere, and calls no library: its results have the same bits on every machine.
/// </summary>
/// <remarks>
/// A function is called, not inlined: the JIT does not inline several of them into one loop, and the part that it leaves out then costs ten
/// times as much as the call does.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IFunction
{
    /// <summary>The function of every element.</summary>
    static abstract TVector Invoke<TVector>(TVector x)
        where TVector : struct, ISimdVector<TVector, double>;
}

/// <summary>A function of two numbers; see <see cref="IFunction"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IFunction2
{
    /// <summary>The function of every pair of elements.</summary>
    static abstract TVector Invoke<TVector>(TVector x, TVector y)
        where TVector : struct, ISimdVector<TVector, double>;
}
