using System;
using FusedOpt.Benchmarks.Contenders;

namespace FusedOpt.Benchmarks.Products;

/// <summary>The comparison of contenders with the chains of the naive loops.</summary>
/// <remarks>
/// Contenders other than the exact products add the same k products and the start in another order, and may round a product and its sum at
/// once. In any order, a term takes part in at most k additions, and a product in one multiplication before: at most k + 1 roundings, each
/// by a factor of 1 + d with |d| at most u = 2⁻²⁴. An element is therefore off by at most g = (k + 1) u / (1 - (k + 1) u) times the sum of
/// the terms' magnitudes, and two contenders differ by at most twice that. The sum of magnitudes is itself a chain in float, which may be
/// too small by a factor of 1 - g.
/// </remarks>
internal sealed class ProductReferee
{
    private readonly ProductOperands _operands;
    private readonly float[] _chains, _magnitudes;
    private readonly double _bound;

    public ProductReferee(ProductOperands operands)
    {
        _operands = operands;
        operands.Reset();
        new NaiveProduct(operands).Run(1);
        _chains = [.. operands.Result];

        var magnitudes = new ProductOperands(operands.Shape, operands.Form);
        magnitudes.TakeMagnitudes();
        new NaiveProduct(magnitudes).Run(1);
        _magnitudes = magnitudes.Result;

        double roundings = (operands.Depth + 1) * Math.Pow(2, -24), error = roundings / (1 - roundings);
        _bound = 2 * error / (1 - error);
    }

    /// <summary>Checks the result of a contender.</summary>
    /// <param name="contender">The contender, who works on the operands of this referee.</param>
    /// <param name="isExact">True if all bits must be those of the chains.</param>
    /// <exception cref="InvalidOperationException">The contender computes something else.</exception>
    public void Check(Contender contender, bool isExact)
    {
        _operands.Reset();
        if (FindDifference(isExact) < 0)
            throw new InvalidOperationException($"{_operands.Name}: the product makes no difference.");
        contender.Run(1);
        if (FindDifference(isExact) is >= 0 and var i)
        {
            throw new InvalidOperationException(FormattableString.Invariant(
                $"{_operands.Name}: {contender.Column} computes {_operands.Result[i]:R} instead of {_chains[i]:R} at {i}."));
        }
    }

    // Returns the first place of a difference, or -1 if none.
    private int FindDifference(bool isExact)
    {
        ReadOnlySpan<float> result = _operands.Result;
        for (int i = 0; i < result.Length; i++)
        {
            // NaN agrees with nothing but its own bits.
            bool agrees = isExact
                ? BitConverter.SingleToInt32Bits(result[i]) == BitConverter.SingleToInt32Bits(_chains[i])
                : Math.Abs((double)result[i] - _chains[i]) <= _bound * _magnitudes[i];
            if (!agrees)
                return i;
        }

        return -1;
    }
}
