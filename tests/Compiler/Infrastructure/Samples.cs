namespace FusedOpt.Compiler.Tests.Infrastructure;

/// <summary>Programs as text: rules as the frontend reads them, and one with everything that the text can say.</summary>
internal static class Samples
{
    public const string Everything = """
        rule Everything "" Any
        hyperparameter learningRate Double 0.001 "[0, inf)" "Invalid learning rate"
        hyperparameter exact Double #3FD5555555555555 "(-1.5, 1e300]" "say \"no\" with a \\ or\ntwo lines"
        hyperparameter count Long -7 "[-inf, inf]" "数が違う"
        hyperparameter flag Bool true "[-inf, inf]" ""
        state first Varying -0 -1 %29
        state second Varying NaN 1 %31
        state tiny Varying #0000000000000001 -1 %32
        %0 = Parameter as p
        %1 = Gradient as g
        %2 = State 0 as first
        %3 = State 1 as second
        %4 = State 2 as tiny
        %5 = Step as step
        %6 = Hyperparameter Double 0 as learningRate
        %7 = Hyperparameter Double 1 as exact
        %8 = Hyperparameter Long 2 as count
        %9 = Hyperparameter Bool 3 as flag
        %10 = Constant Element -0
        %11 = Constant Double Infinity
        %12 = Constant Long -9223372036854775808
        %13 = Constant Bool false
        %14 = Add %5 %8 as as
        %15 = Multiply %14 %12
        %16 = ToDouble %15
        %17 = Atan2 %16 %11
        %18 = Pow %17 %7
        %19 = ToElement %18 as rate
        %20 = Or %13 %9
        %21 = Not %20
        %22 = LessOrEqual %0 %1
        %23 = And %21 %22
        %24 = CopySign %19 %10
        %25 = Select %23 %24 %2
        %26 = Max %25 %3
        %27 = Min %26 %4
        %28 = Divide %27 %1
        %29 = Sqrt %28 as first
        %30 = Abs %29
        %31 = Subtract %30 %0
        %32 = Negate %31
        require %20 "a requirement; with 'quotes' and \"quotes\""
        parameter %32

        """;

    /// <summary>State that an option decides, and powers of the step.</summary>
    public const string Adam = """
        rule Adam "Kingma and Ba, 2015" Any
        hyperparameter learningRate Double 0.001 "[0, inf)" "Invalid learning rate"
        hyperparameter beta1 Double 0.9 "[0, 1)" "Invalid beta parameter at index 0"
        hyperparameter beta2 Double 0.999 "[0, 1)" "Invalid beta parameter at index 1"
        hyperparameter epsilon Double 1e-8 "[0, inf)" "Invalid epsilon value"
        hyperparameter weightDecay Double 0 "[0, inf)" "Invalid weight_decay value"
        hyperparameter amsGrad Bool false "[-inf, inf]" "Invalid ams_grad value"
        hyperparameter biasCorrection Bool true "[-inf, inf]" "Invalid bias_correction value"
        hyperparameter maximize Bool false "[-inf, inf]" "Invalid maximize value"
        state expAvg Varying 0 -1 %27
        state expAvgSq Varying 0 -1 %34
        state maxExpAvgSq Varying 0 -1 %36
        %0 = Parameter as parameter
        %1 = Gradient as gradient
        %2 = State 0 as expAvg
        %3 = State 1 as expAvgSq
        %4 = State 2 as maxExpAvgSq
        %5 = Step as step
        %6 = Hyperparameter Double 0 as learningRate
        %7 = Hyperparameter Double 1 as beta1
        %8 = Hyperparameter Double 2 as beta2
        %9 = Hyperparameter Double 3 as epsilon
        %10 = Hyperparameter Double 4 as weightDecay
        %11 = Hyperparameter Bool 5 as amsGrad
        %12 = Hyperparameter Bool 6 as biasCorrection
        %13 = Hyperparameter Bool 7 as maximize
        %14 = Negate %1 as gradient
        %15 = Select %13 %14 %1 as gradient
        %16 = Constant Double 0
        %17 = NotEqual %10 %16
        %18 = ToElement %10
        %19 = Multiply %18 %0
        %20 = Add %15 %19 as gradient
        %21 = Select %17 %20 %15 as gradient
        %22 = Constant Double 1
        %23 = Subtract %22 %7
        %24 = ToElement %23
        %25 = Subtract %21 %2
        %26 = Multiply %24 %25
        %27 = Add %2 %26 as expAvg
        %28 = ToElement %8
        %29 = Multiply %28 %3
        %30 = Subtract %22 %8
        %31 = ToElement %30
        %32 = Multiply %31 %21
        %33 = Multiply %32 %21
        %34 = Add %29 %33 as expAvgSq
        %35 = Max %4 %34 as maxExpAvgSq
        %36 = Select %11 %35 %4 as maxExpAvgSq
        %37 = Select %11 %35 %34 as secondMoment
        %38 = ToDouble %5
        %39 = Pow %7 %38
        %40 = Subtract %22 %39
        %41 = Select %12 %40 %22 as biasCorrection1
        %42 = Pow %8 %38
        %43 = Subtract %22 %42
        %44 = Sqrt %43
        %45 = Select %12 %44 %22 as biasCorrection2Sqrt
        %46 = Multiply %6 %45
        %47 = Divide %46 %41 as stepSize
        %48 = Multiply %9 %45 as epsilonHat
        %49 = ToElement %47
        %50 = Multiply %49 %27
        %51 = Sqrt %37
        %52 = ToElement %48
        %53 = Add %51 %52
        %54 = Divide %50 %53
        %55 = Subtract %0 %54 as parameter
        parameter %55

        """;

    /// <summary>A requirement, and options that decide each other.</summary>
    public const string Sgd = """
        rule Sgd "Sutskever, Martens, Dahl and Hinton, 2013" Any
        hyperparameter learningRate Double 0.001 "[0, inf)" "Invalid learning rate"
        hyperparameter momentum Double 0 "[0, inf)" "Invalid momentum value"
        hyperparameter dampening Double 0 "(-inf, inf)" "Invalid dampening value"
        hyperparameter weightDecay Double 0 "[0, inf)" "Invalid weight_decay value"
        hyperparameter nesterov Bool false "[-inf, inf]" "Invalid nesterov value"
        hyperparameter maximize Bool false "[-inf, inf]" "Invalid maximize value"
        state momentumBuffer Varying 0 -1 %38
        %0 = Parameter as parameter
        %1 = Gradient as gradient
        %2 = State 0 as momentumBuffer
        %3 = Step as step
        %4 = Hyperparameter Double 0 as learningRate
        %5 = Hyperparameter Double 1 as momentum
        %6 = Hyperparameter Double 2 as dampening
        %7 = Hyperparameter Double 3 as weightDecay
        %8 = Hyperparameter Bool 4 as nesterov
        %9 = Hyperparameter Bool 5 as maximize
        %10 = Not %8
        %11 = Constant Double 0
        %12 = Greater %5 %11
        %13 = Equal %6 %11
        %14 = And %12 %13
        %15 = Or %10 %14
        %16 = Negate %1 as gradient
        %17 = Select %9 %16 %1 as gradient
        %18 = NotEqual %7 %11
        %19 = ToElement %7
        %20 = Multiply %19 %0
        %21 = Add %17 %20 as gradient
        %22 = Select %18 %21 %17 as gradient
        %23 = NotEqual %5 %11
        %24 = Constant Long 1
        %25 = Equal %3 %24
        %26 = Constant Double 1
        %27 = Subtract %26 %6
        %28 = Select %25 %26 %27 as share
        %29 = ToElement %5
        %30 = Multiply %29 %2
        %31 = ToElement %28
        %32 = Multiply %31 %22
        %33 = Add %30 %32 as momentumBuffer
        %34 = Multiply %29 %33
        %35 = Add %22 %34
        %36 = Select %8 %35 %33 as gradient
        %37 = Select %23 %36 %22 as gradient
        %38 = Select %23 %33 %2 as momentumBuffer
        %39 = ToElement %4
        %40 = Multiply %39 %37
        %41 = Subtract %0 %40 as parameter
        require %15 "Nesterov momentum requires a momentum and zero dampening"
        parameter %41

        """;

    public static readonly string[] All = [Everything, Adam, Sgd];
}
