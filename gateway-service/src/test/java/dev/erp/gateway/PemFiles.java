package dev.erp.gateway;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Base64;

/** A self-made certificate for 127.0.0.1 and its key, as PEM files. */
record PemFiles(Path certificate, Path privateKey) {

    private static final String PASSWORD = "changeit";

    /** Writes them, or others over them. */
    X509Certificate make() throws IOException, InterruptedException, GeneralSecurityException {
        Path store = Files.createTempFile("gateway", ".p12");
        Files.delete(store);
        var keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "gateway",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=127.0.0.1",
                        "-ext",
                        "SAN=ip:127.0.0.1",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        store.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (keytool.waitFor() != 0) {
            throw new IOException(said);
        }
        KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        Files.delete(store);
        var made = (X509Certificate) keys.getCertificate("gateway");
        write(
                privateKey,
                "PRIVATE KEY",
                keys.getKey("gateway", PASSWORD.toCharArray()).getEncoded());
        write(certificate, "CERTIFICATE", made.getEncoded());
        return made;
    }

    private static void write(Path file, String type, byte[] der) throws IOException {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        Files.writeString(file, "-----BEGIN " + type + "-----\n" + base64 + "\n-----END " + type + "-----\n");
    }
}
