using System;
using FusedOpt.Benchmarks.Memory;

namespace FusedOpt.Benchmarks.Products;

/// <summary>The matrices of one product, row by row, on which all contenders work in turn.</summary>
/// <remarks>The arrays lie where .NET puts them, as users' arrays do, and do not move, since OpenBLAS takes their addresses.</remarks>
internal sealed class ProductOperands
{
    public ProductOperands(ProductShape shape, ProductForm form)
    {
        (Shape, Form) = (shape, form);
        X = Allocate(shape.Examples * shape.Inputs);
        W = Allocate(shape.Outputs * shape.Inputs);
        Y = Allocate(shape.Examples * shape.Outputs);
        Bias = Allocate(shape.Outputs);
        float[][] all = [X, W, Y, Bias];
        for (int i = 0; i < all.Length; i++)
            Values.Parameters<float>(i, all[i]);
    }

    public ProductShape Shape { get; }

    public ProductForm Form { get; }

    /// <summary>The name of the case.</summary>
    public string Name => GetName(Shape, Form);

    /// <summary>The input of the layer, or its gradient.</summary>
    public float[] X { get; }

    /// <summary>The weight of the layer, or its gradient.</summary>
    public float[] W { get; }

    /// <summary>The output of the layer, or its gradient.</summary>
    public float[] Y { get; }

    /// <summary>The bias of the layer.</summary>
    public float[] Bias { get; }

    /// <summary>The matrix that the product writes.</summary>
    public float[] Result => Form switch
    {
        ProductForm.Forward => Y,
        ProductForm.InputGradient => X,
        _ => W,
    };

    /// <summary>The number of products in each sum.</summary>
    public int Depth => Form switch
    {
        ProductForm.Forward => Shape.Inputs,
        ProductForm.InputGradient => Shape.Outputs,
        _ => Shape.Examples,
    };

    /// <summary>Returns the name of a case.</summary>
    public static string GetName(ProductShape shape, ProductForm form) => $"{shape.Name} {GetName(form)}";

    /// <summary>Returns the name of a form.</summary>
    public static string GetName(ProductForm form) => form switch
    {
        ProductForm.Forward => "forward",
        ProductForm.InputGradient => "input gradient",
        _ => "weight gradient",
    };

    /// <summary>Gives the result its first values again.</summary>
    public void Reset() => Values.Parameters<float>(
        Form switch { ProductForm.Forward => 2, ProductForm.InputGradient => 0, _ => 1 }, Result);

    /// <summary>Replaces all values by their magnitudes.</summary>
    public void TakeMagnitudes()
    {
        foreach (float[] values in (float[][])[X, W, Y, Bias])
        {
            foreach (ref float value in values.AsSpan())
                value = Math.Abs(value);
        }
    }

    private static float[] Allocate(int length) => GC.AllocateUninitializedArray<float>(length, pinned: true);
}
