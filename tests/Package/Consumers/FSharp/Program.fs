open Library

let line = LibraryLine()
line.Gradients.Weights[0] <- 1.0f
line.Step()
printfn "%.3f" line.Weights[0]
