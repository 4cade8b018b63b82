using System;

namespace FusedOpt.Numerics.Tests.Models;

/// <summary>
/// Every reduction there is, along rows, columns and all, each state of which is read after it has changed, and conditions on all of them.
/// </summary>
[UpdateRule]
public static partial class OwnLines
{
    public static void Update(
        ref float parameter,
        float gradient,
        [State(Per = Per.Row, Initial = 0.5)] ref float rowState,
        [State(Per = Per.Column)] ref float columnState,
        [State(Per = Per.Row)] ref float firstRow,
        [State(Per = Per.Row)] ref float secondRow,
        ref double largest,
        ref float momentum,
        long step,
        double learningRate = 0.1,
        double decay = 0.7)
    {
        // Read by a later sweep, and by a later loop over the columns, after it has its new value.
        float rowBefore = rowState;
        float columnBefore = columnState;
        rowState = (float)decay * rowState + Reduce.RowNorm(gradient) / (float)Shape.Columns;
        columnState = (float)decay * columnState + MathF.Max(Reduce.ColumnNorm(gradient), Reduce.ColumnMax(gradient + parameter));
        double meanRow = Reduce.Mean(rowState);
        double bestColumn = Reduce.Max(columnState + (float)meanRow);
        float balanced = (Reduce.RowSum(parameter) - Reduce.RowMax(gradient)) / (1f + (float)Math.Abs(bestColumn));
        float other = secondRow;
        secondRow = firstRow + balanced;
        firstRow = other;

        float scaled = rowState > (float)meanRow ? gradient / (1f + rowState) : gradient * 0.5f;
        scaled = columnState > columnBefore ? scaled : scaled / (1f + columnBefore + rowBefore);
        double sum = Reduce.Sum(scaled) / Shape.Rows;
        double mean = Reduce.Mean(scaled);
        largest = Math.Max((double)0.9 * largest, Reduce.Max(MathF.Abs(scaled)));
        if (sum > 0 && step > 2)
            momentum = (float)decay * momentum + scaled;
        else
            momentum += scaled - (float)mean;

        float share = Reduce.ColumnSum(momentum) + Reduce.ColumnMean(scaled) + Reduce.RowMean(momentum);
        float change = momentum + share / (1f + (float)largest + (float)Reduce.Norm(momentum)) + firstRow;
        if (Shape.IsMatrix)
            change += 0.25f * rowState * columnState;
        parameter -= (float)(learningRate / Math.Sqrt(Shape.Count + 1)) * change;
    }
}
