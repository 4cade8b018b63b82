using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;

namespace FusedOpt.Numerics.Tests.Infrastructure;

/// <summary>
/// The arrays of a model and of its gradients as they lie in its fields, good or bad: <see cref="IOptimizable.Visit"/> shows the good only.
/// </summary>
internal sealed class Fields(IOptimizable model)
{
    private readonly object _gradients = model.GetType().GetProperty("Gradients")!.GetValue(model)!;

    public Array? this[string name, bool gradient]
    {
        get => (Array?)Field(name, gradient).GetValue(gradient ? _gradients : model);
        set => Field(name, gradient).SetValue(gradient ? _gradients : model, value);
    }

    /// <summary>An array of another length for a field, filled with numbers.</summary>
    public Array OfLength(string name, int length)
    {
        Type element = Field(name, gradient: false).FieldType.GetElementType()!;
        var array = Array.CreateInstance(element, length);
        for (int i = 0; i < length; i++)
            array.SetValue(Convert.ChangeType(0.5 + i, element, null), i);
        return array;
    }

    /// <summary>
    /// Every public field of the model and its gradients as text that gives each number in full, each array by its contents.
    /// </summary>
    public string Text() => string.Join('\n', Lines(model).Concat(Lines(_gradients)));

    private static IEnumerable<string> Lines(object target) =>
        target.GetType().GetFields().Select(f => f.Name + ": " + f.GetValue(target) switch
    {
        null => "null",
        Array array => string.Join(' ', array.Cast<IFormattable>().Select(Full)),
        IFormattable number => Full(number),
        _ => throw new InvalidOperationException(f.Name),
    });

    private static string Full(IFormattable number) => number.ToString("R", null);

    private FieldInfo Field(string name, bool gradient) => (gradient ? _gradients : model).GetType().GetField(name)!;
}
