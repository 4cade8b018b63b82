using System.Runtime.CompilerServices;
using FusedOpt.Lanes;

namespace FusedOpt.Functions;

/// <summary>
/// x^y = e^(y log |x|) where x and y were floats and the power will be one: in plain double it is off by less than 2^-44 of itself,
/// and takes less than half the time of <see cref="Pow"/>.
/// </summary>
internal readonly struct PowOfSingles : IFunction2
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static TLane Invoke<TLane>(TLane x, TLane y)
        where TLane : struct, ILane<TLane, double>
    {
        TLane magnitude = TLane.Abs(x), exponent = PowCases.Clamp(y);
        TLane product = PowCases.Product(magnitude, exponent, exponent * Log.OfPositive(magnitude));
        return PowCases.Complete(x, y, Exp.Invoke(product, TLane.Create(0)));
    }
}
