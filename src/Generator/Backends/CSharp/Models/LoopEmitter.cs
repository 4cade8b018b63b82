using System;
using System.Collections.Generic;
using FusedOpt.Generator.Infrastructure;

namespace FusedOpt.Generator.Backends.CSharp.Models;

/// <summary>Writes what is to be done for each array of a jagged one; for any other parameter, once.</summary>
internal static class LoopEmitter
{
    /// <param name="writer">Where to.</param>
    /// <param name="p">The parameter.</param>
    /// <param name="body">Writes it for one array, given the index that says which: <c>[i]</c>.</param>
    /// <param name="each">Writes what is to be done for an array of arrays, given its index.</param>
    /// <param name="value">What holds the arrays; null for the parameter.</param>
    public static void Emit(SourceWriter writer, ModelParameter p, Action<string> body, Action<string>? each = null, string? value = null)
    {
        var open = new Stack<IDisposable>();
        var field = p as FieldParameter;
        string index = "";
        foreach (string i in field?.Indices ?? [])
        {
            each?.Invoke(index);
            open.Push(writer.Block($"for (int {i} = 0; {i} < {(value is null ? field!.Value(index) : value + index)}.Length; {i}++)"));
            index += $"[{i}]";
        }

        body(index);
        while (open.Count > 0)
            open.Pop().Dispose();
    }
}
