using System;
using System.Collections.Generic;
using System.Numerics;
using System.Runtime.InteropServices;
using FusedOpt.Tests.Shared;
using Xunit;

namespace FusedOpt.Runtime.Tests.Parameters;

/// <summary>The table of parameters, as generated code lists them, and the visitors that go over it.</summary>
public class ParameterTableTests
{
    [Fact]
    public void EveryFormOfFieldIsShownInOrderUnderItsName()
    {
        var forms = new Forms();
        forms.Make();
        Assert.Equal(
            [
                "in.Array: Single 1 2 3, -1 -2 -3", "in.Array/plain: Single 0 0 0", "in.Array/begun: Single 5 5 5",
                "in.Array/whole: Double 7",
                "in.Grid: Double 1 2 3 4, -1 -2 -3 -4", "in.Grid/rows: Double 9 9",
                "in.Lent: Half 1 2, -1 -2", "in.Lent/narrow: UInt16 16256 16256", "in.Lent/codes: Single 2 2",
                "in.Single: Single 1, -1", "in.Single/plain: Single 0",
                "in.Vector: Single 1 2 3, -1 -2 -3",
                "in.Vectors: Single 1 2 3 4 5 6, -1 -2 -3 -4 -5 -6",
                "in.LentVectors: Single 1 2 3, -1 -2 -3",
                "in.Jagged[1][0]: Single 1 2, -1 -2", "in.Jagged[1][0]/plain: Single 3 4",
            ],
            forms.Shown("in."));

        // The control: what is written to the fields is what is shown.
        forms.Array[1] = 8;
        forms.Vector.Y = 9;
        Assert.Equal(["Array: Single 1 8 3, -1 -2 -3", "Vector: Single 1 9 3, -1 -2 -3"], [forms.Shown("")[0], forms.Shown("")[11]]);
    }

    [Fact]
    public void WhatHasBeenMadeIsNotMadeAgain()
    {
        var forms = new Forms();
        Assert.True(forms.Plain.IsMissing);
        forms.Make();
        Assert.False(forms.Plain.IsMissing);
        (double[]? rows, NarrowState? narrow) = (forms.Rows, forms.Narrow);
        forms.Plain.Span.Fill(6);
        forms.Make();
        Assert.Equal([6, 6, 6], forms.Plain.Span.ToArray());
        Assert.Same(rows, forms.Rows);
        Assert.Same(narrow, forms.Narrow);

        // The control: a state that is missing again is made anew.
        (forms.Plain, forms.Rows) = (default, null);
        forms.Make();
        Assert.Equal([0, 0, 0], forms.Plain.Span.ToArray());
        Assert.NotSame(rows, forms.Rows);
    }

    [Fact]
    public void AVisitAllocatesNothingButPathsAndIndices()
    {
        var forms = new Forms { IsShort = true };
        forms.Make();
        Assert.Equal(0, Allocation.Of(() => forms.Count("")));
        Assert.True(Allocation.Of(() => forms.Count("in.")) > 0);
        forms.IsShort = false;
        Assert.True(Allocation.Of(() => forms.Count("")) > 0);
    }

    // The members that generated code has for a class with a field of each form.
    private sealed class Forms
    {
        private static readonly float[] s_gradients = [-1, -2, -3], s_three = [-1, -2, -3], s_jagged = [1, 2], s_jaggedState = [3, 4];
        private static readonly double[,] s_grid = { { -1, -2 }, { -3, -4 } };
        private static readonly Half[] s_lent = [(Half)(-1), (Half)(-2)];
        private static readonly Vector3[] s_vectors = [new(-1, -2, -3), new(-4, -5, -6)];

        public readonly float[] Array = [1, 2, 3];
        public StateArray<float> Plain;
        public double[]? Rows;
        public NarrowState? Narrow;
        public Vector3 Vector = new(1, 2, 3);
        private readonly double[,] _grid = { { 1, 2 }, { 3, 4 } };
        private readonly Memory<Half> _lent = new Half[] { (Half)1, (Half)2 };
        private readonly Vector3[] _vectors = [new(1, 2, 3), new(4, 5, 6)];
        private StateArray<float> _begun;
        private NarrowState? _codes;
        private double _whole = 7;
        private float _single = 1, _plain;

        public bool IsShort { get; set; }

        public void Make()
        {
            var table = new ParameterTable<StateMaker>(new());
            do
                Accept(ref table);
            while (table.Visitor.Allocate());
        }

        public List<string> Shown(string path)
        {
            var texts = new Texts([]);
            var table = new ParameterTable<VisitorAdapter<Texts>>(new(ref texts) { Path = Under(path) });
            Accept(ref table);
            return texts.All;
        }

        public int Count(string path)
        {
            var counter = default(Counter);
            var table = new ParameterTable<VisitorAdapter<Counter>>(new(ref counter) { Path = Under(path) });
            Accept(ref table);
            return counter.Count;
        }

        private static ModelPath Under(string path) =>
            path.Length == 0 ? ModelPath.Root : ModelPath.Root.Append(path.TrimEnd('.'), key: null);

        private void Accept<TVisitor>(ref ParameterTable<TVisitor> table)
            where TVisitor : struct, IParameterTableVisitor, allows ref struct
        {
            Span<float> gradients = s_gradients;
            table.Parameter("Array", Array, s_three);
            table.State("plain", ref Plain);
            table.State("begun", ref _begun, 5);
            table.State("whole", ref _whole);
            table.Parameter<double>("Grid", _grid, s_grid);
            table.State("rows", ref Rows, _grid.GetLength(0), 9);
            table.Parameter("Lent", _lent, s_lent);
            table.BFloat16State("narrow", ref Narrow, 1, seed: 0, parameter: 1, slot: 0);
            table.Block8State("codes", ref _codes, 2, isSigned: true);
            table.Parameter("Single", ref _single, ref gradients[0]);
            table.State("plain", ref _plain);
            table.Parameter<Vector3, float>("Vector", ref Vector, ref MemoryMarshal.Cast<float, Vector3>(gradients)[0]);
            table.Parameter<Vector3, float>("Vectors", _vectors, s_vectors);
            table.Parameter<Vector3, float>("LentVectors", _vectors.AsMemory(0, 1), s_vectors.AsMemory(0, 1));
            if (IsShort)
                return;
            table.Parameter("Jagged", s_jagged.AsSpan(), gradients[..2], [1, 0]);
            table.State("plain", s_jaggedState);
        }
    }

    private readonly struct Texts(List<string> all) : IParameterVisitor
    {
        public List<string> All => all;

        public void Parameter<T>(string name, Span<T> parameter, Span<T> gradient)
            where T : unmanaged => all.Add(
                $"{name}: {typeof(T).Name} {string.Join(' ', parameter.ToArray())}, {string.Join(' ', gradient.ToArray())}");

        public void State<T>(string parameter, string name, Span<T> state)
            where T : unmanaged => all.Add($"{parameter}/{name}: {typeof(T).Name} {string.Join(' ', state.ToArray())}");
    }

    // A ref struct, which no ref field may refer to.
    private ref struct Counter : IParameterVisitor
    {
        public int Count { get; private set; }

        public void Parameter<T>(string name, Span<T> parameter, Span<T> gradient)
            where T : unmanaged => Count += parameter.Length;

        public void State<T>(string parameter, string name, Span<T> state)
            where T : unmanaged => Count += state.Length;
    }
}
